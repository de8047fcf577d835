/**
 * Mathematics beyond what every network needs: factorizations and functions of matrices, Einstein sums, Fourier transforms,
 * choosing and combining elements. Its rules are written as those of the tensors' own operations.
 */
package gradshell.math;
