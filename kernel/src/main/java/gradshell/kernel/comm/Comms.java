package gradshell.kernel.comm;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The comms of one kernel: the targets that the page may open, and what is open. Safe for any thread. */
public final class Comms {
    /** The way to the page. */
    @FunctionalInterface
    public interface Outlet {
        /** Sends a message of the protocol; {@code fields} are its content beside the data. */
        void send(String type, Map<String, String> fields, CommMessage message);
    }

    private final Outlet outlet;
    private final Map<String, Consumer<? super Comm>> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentSkipListMap<>();
    private final List<String> mentioned = new CopyOnWriteArrayList<>();
    private volatile Set<String> waiting = Set.of();
    private final Map<Class<?>, Object> attached = new ConcurrentHashMap<>();

    public Comms(Outlet outlet) {
        this.outlet = outlet;
    }

    /** From now on the page may open comms named {@code target}; {@code onOpen} gets each, to set its handlers. */
    public void register(String target, Consumer<? super Comm> onOpen) {
        targets.put(Objects.requireNonNull(target, "target"), Objects.requireNonNull(onOpen, "onOpen"));
    }

    public void unregister(String target) {
        targets.remove(target);
    }

    public boolean knows(String target) {
        return targets.containsKey(target);
    }

    /** Opens a comm to a target of the page's; one that the page does not know it closes again. */
    public Comm open(String target, CommMessage message) {
        return open(target, UUID.randomUUID().toString(), message);
    }

    /** The same with an id that is known before. */
    public Comm open(String target, String id, CommMessage message) {
        var comm = new Comm(this, id, target, message);
        open.put(id, comm);
        send("comm_open", Map.of("comm_id", id, "target_name", target), message);
        return comm;
    }

    /** The open ones, of one target or, with null, of all. */
    public Collection<Comm> all(String target) {
        return open.values().stream().filter(comm -> target == null || comm.target().equals(target)).toList();
    }

    /** The open comm with an id; null if there is none. */
    public Comm find(String id) {
        return open.get(id);
    }

    /** What the page opened: its target is called, and what that throws closes the comm. */
    public void opened(String id, String target, CommMessage message) {
        var comm = new Comm(this, id, target, message);
        open.put(id, comm);
        try {
            targets.get(target).accept(comm);
        } catch (RuntimeException | Error e) {
            comm.close();
            throw e;
        }
    }

    /** What the page sent on an open comm; {@code waiting} are the ids of those that further messages have come for. */
    public void received(Comm comm, CommMessage message, Set<String> waiting) {
        this.waiting = Set.copyOf(waiting);
        try {
            comm.received(message);
        } finally {
            this.waiting = Set.of();
        }
    }

    /** What the page closed. */
    public void closed(Comm comm, CommMessage message) {
        if (remove(comm)) comm.closed(message);
    }

    /** Notes a target that the page tried to open or asked about: so one knows what its scripts are. */
    public void mention(String target) {
        mentioned.remove(target);
        mentioned.add(target);
    }

    /** The last of these targets that the page tried to open or asked about. */
    public Optional<String> lastMentioned(Set<String> among) {
        return mentioned.reversed().stream().filter(among::contains).findFirst();
    }

    /** What a library keeps with these comms; made when first asked for. */
    public <T> T attached(Class<T> type, Supplier<T> make) {
        return type.cast(attached.computeIfAbsent(type, _ -> make.get()));
    }

    boolean hasMore(String id) {
        return waiting.contains(id);
    }

    boolean remove(Comm comm) {
        return open.remove(comm.id(), comm);
    }

    void send(String type, Map<String, String> fields, CommMessage message) {
        outlet.send(type, fields, message);
    }
}
