package gradshell.array;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A thread for each further core, which helps with work that is divided into parts. Whoever is free takes the next part, so a
 * thread that comes late, because the machine has other things to do, delays nobody. After a part a helper stays awake for a
 * moment, for waking it takes as long as many an operation does, and in a training the next one is near. Those who come while the
 * team works for somebody else, and parts that are divided themselves, do all on their own thread.
 */
final class Team {
    static final Team OF_MACHINE = new Team(Runtime.getRuntime().availableProcessors());

    private static final long AWAKE = 50_000;
    private static final int SPINS = 100;

    private final AtomicBoolean taken = new AtomicBoolean();
    private final int size;
    private Helper[] helpers = {};
    private volatile Work work;

    /** Of {@code size} threads, the caller's among them; the others begin when first needed. */
    Team(int size) {
        this.size = size;
    }

    /** How many work at the same time. */
    int size() {
        return size;
    }

    /** Runs {@code part} for 0 until before {@code parts}; what it throws is thrown when all parts are over. */
    void run(int parts, IntConsumer part) {
        if (parts <= 1 || size <= 1 || !taken.compareAndSet(false, true)) {
            for (int i = 0; i < parts; i++) part.accept(i);
            return;
        }
        var mine = new Work(parts, part);
        try {
            work = mine;
            wake(parts - 1);
            mine.help();
            mine.await();
        } finally {
            work = null;
            taken.set(false);
        }
        mine.tell();
    }

    private void wake(int wanted) {
        if (helpers.length == 0) {
            helpers = new Helper[size - 1];
            for (int i = 0; i < helpers.length; i++) helpers[i] = new Helper(i + 1);
            for (Helper helper : helpers) helper.start();
        }
        for (int i = 0; i < Math.min(wanted, helpers.length); i++)
            if (helpers[i].asleep) LockSupport.unpark(helpers[i]);
    }

    private static final class Work {
        private final int parts;
        private final IntConsumer part;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private volatile Throwable failure;

        Work(int parts, IntConsumer part) {
            this.parts = parts;
            this.part = part;
        }

        boolean isOpen() {
            return begun.get() < parts;
        }

        /** Does parts as long as there are some. */
        void help() {
            for (int i = begun.getAndIncrement(); i < parts; i = begun.getAndIncrement()) {
                try {
                    part.accept(i);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    ended.incrementAndGet();
                }
            }
        }

        /** Until the helpers have finished theirs, which is soon, unless another program has their core. */
        @SuppressWarnings("ThreadPriorityCheck") // what else is there to do
        void await() {
            for (int spins = 0; ended.get() < parts; spins++) {
                if (spins < 100 * SPINS) Thread.onSpinWait();
                else
                    Thread.yield();
            }
        }

        void tell() {
            switch (failure) {
                case null -> {
                }
                case RuntimeException e -> throw e;
                case Throwable e -> throw (Error) e;
            }
        }
    }

    private final class Helper extends Thread {
        private volatile boolean asleep;

        Helper(int number) {
            super(null, null, "tensors-" + number, 0, false);
            setContextClassLoader(Team.class.getClassLoader());
            setDaemon(true);
        }

        @Override
        public void run() {
            long last = System.nanoTime();
            while (true) {
                if (help()) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last < AWAKE) {
                    for (int i = 0; i < SPINS && work == null; i++) Thread.onSpinWait();
                } else {
                    rest();
                    last = System.nanoTime();
                }
            }
        }

        /** Whether there was something to do; no local variable of {@link #run} may hold on to it. */
        private boolean help() {
            Work present = work;
            if (present == null || !present.isOpen()) return false;
            present.help();
            return true;
        }

        /** Until somebody has work: who comes right now sees that this thread must be woken, or it sees the work. */
        private void rest() {
            asleep = true;
            if (work == null) LockSupport.park(Team.this);
            asleep = false;
        }
    }
}
