package gradshell.bench;

/** One piece of work as one library does it. */
interface Task {
    /** Does it once, and gives back what JMH must believe is needed. */
    Object run();

    /** Does it once and gives the numbers that come out; asked for once, before the first {@link #run}. */
    float[] numbers();
}
