package gradshell.compile.bench;

import com.sun.management.ThreadMXBean;
import gradshell.DoubleFn;
import gradshell.Gradshell;
import gradshell.Pullback;
import java.lang.management.ManagementFactory;

/** What gradients take of the heap and of class metadata. */
final class Memory {
    private static final int STEPS = 10_000_000;
    private static final int CALLS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    /** A loop each step of which multiplies two numbers that the way back needs. */
    private static double steps(double x, int n) {
        double s = 1;
        double t = x;
        for (int i = 0; i < n; i++) {
            s = s * t;
            t = 1 + 1e-9 * s;
        }
        return s;
    }

    private record Numbers(double s, double t) {}

    /** The same loop of which about √n states are kept. */
    private static double checkpointed(double x, int n) {
        return Gradshell.checkpointed(n, new Numbers(1, x), (_, at) -> {
            double s = at.s * at.t;
            return new Numbers(s, 1 + 1e-9 * s);
        }).s;
    }

    /** Bytes of the heap that a loop of ten million steps holds until its pullback is done, by step. */
    static double bytesAStep() {
        return held(x -> steps(x, STEPS), x -> steps(x, 1000)) / (double) STEPS;
    }

    /** Bytes that it holds in all when it is checkpointed. */
    static double bytesCheckpointed() {
        return held(x -> checkpointed(x, STEPS), x -> checkpointed(x, 1000));
    }

    private static long held(DoubleFn loop, DoubleFn shorter) {
        Gradshell.gradient(shorter, 1);
        long before = used();
        Pullback<Double, Double> held = Gradshell.pullback(loop, 1);
        long after = used();
        if (!Double.isFinite(held.back(1.0))) throw new AssertionError("the tape that was measured is of no use");
        return after - before;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes allocated for each operation of a loop, once warm: what grows with the loop besides the gradient itself. */
    static double bytesAnOperation() {
        double[] small = Workloads.numbers(1000);
        double[] large = Workloads.numbers(11_000);
        for (int i = 0; i < CALLS; i++) {
            allocated(small);
            allocated(large);
        }
        // x, its shadow and the gradient handed out are arrays of n doubles, not costs of an operation
        return (allocated(large) - allocated(small)) / 10_000.0;
    }

    private static long allocated(double[] x) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Gradshell.gradient(Workloads::sumOfSin, x);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Bytes of class metadata that ten thousand gradients of one function added. */
    static long metadataGrowth() {
        double[] x = Workloads.numbers(100);
        for (int i = 0; i < CALLS; i++) allocated(x);
        long before = metadata();
        for (int i = 0; i < CALLS; i++) allocated(x);
        return metadata() - before;
    }

    private static long metadata() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .findFirst().orElseThrow().getUsage().getUsed();
    }
}
