/**
 * The tape: records pullbacks of values by identity, runs them backwards and adds up cotangents. It knows no tensor: what
 * it records is any {@link gradshell.tape.Traced} object, and cotangents are added by a function it is given. Internal.
 */
package gradshell.tape;
