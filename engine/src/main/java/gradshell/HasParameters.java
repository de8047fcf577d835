package gradshell;

/**
 * An object whose fields are searched for parameters: every layer, and what isn't one but takes part in one, such as the cell of
 * a recurrent layer. Records, lists, maps and arrays are searched without it.
 */
public interface HasParameters {}
