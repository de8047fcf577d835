package gradshell.tape;

/** What sweeps do with cotangents, of which they know nothing. */
@FunctionalInterface
public interface Cotangents {
    /** The sum of two cotangents of one object. */
    Object add(Object a, Object b);

    /** For one sweep, the operations of which are not recorded: what becomes of the memory of its cotangents. */
    default Lease lease() {
        return Lease.NONE;
    }
}
