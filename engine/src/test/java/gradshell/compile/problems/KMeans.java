package gradshell.compile.problems;

/** The squared distances of points from their nearest centroids. */
public final class KMeans {
    private KMeans() {}

    /** {@code Σᵢ minⱼ |cⱼ - pᵢ|²}. */
    public static double cost(double[][] centroids, double[][] points) {
        double cost = 0;
        for (double[] point : points) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] centroid : centroids) nearest = Math.min(nearest, squaredDistance(centroid, point));
            cost += nearest;
        }
        return cost;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /** {@code 2 Σ (c - p)} over the points nearest to {@code c}. */
    public static double[][] gradient(double[][] centroids, double[][] points) {
        double[][] gradient = new double[centroids.length][centroids[0].length];
        for (double[] point : points) {
            int j = nearest(centroids, point);
            for (int i = 0; i < point.length; i++) gradient[j][i] += 2 * (centroids[j][i] - point[i]);
        }
        return gradient;
    }

    /** The diagonal of the Hessian, which has no other elements: twice the number of points nearest to a centroid. */
    public static double[][] diagonalHessian(double[][] centroids, double[][] points) {
        double[][] diagonal = new double[centroids.length][centroids[0].length];
        for (double[] point : points) {
            double[] row = diagonal[nearest(centroids, point)];
            for (int i = 0; i < row.length; i++) row[i] += 2;
        }
        return diagonal;
    }

    private static int nearest(double[][] centroids, double[] point) {
        int nearest = 0;
        for (int j = 1; j < centroids.length; j++) {
            if (squaredDistance(centroids[j], point) < squaredDistance(centroids[nearest], point)) nearest = j;
        }
        return nearest;
    }

    /** The problem with {@code k} centroids and {@code n} points in {@code d} dimensions. */
    public static Problem<double[][]> problem(int k, int n, int d) {
        var data = new Data(5);
        double[][] points = data.matrix(n, d);
        return new Problem<>("kmeans", c -> cost(c, points), c -> gradient(c, points), data.matrix(k, d));
    }
}
