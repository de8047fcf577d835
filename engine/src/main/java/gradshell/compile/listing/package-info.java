/**
 * Generated methods as Java source to read: {@code Flowchart} cuts a method into blocks, {@code BlockReader} turns the
 * instructions of each into statements, {@code Structurer} finds the loops and branches, {@code Tidy} makes them look as
 * people write them, {@code SourceWriter} declares the variables and writes the text. Internal; made for the code that
 * {@code gradshell.compile} generates, not for all that compilers emit.
 */
package gradshell.compile.listing;
