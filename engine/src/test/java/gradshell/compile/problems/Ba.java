package gradshell.compile.problems;

/**
 * Bundle adjustment: how far points seen by cameras lie from where they were seen. A camera is its rotation vector (0–2),
 * centre (3–5), focal length (6), principal point (7–8) and two coefficients of radial distortion (9–10).
 */
@SuppressWarnings("ArrayRecordComponent")
public final class Ba {
    /** What is adjusted: cameras, points, and a weight for each observation. */
    public record Scene(double[][] cameras, double[][] points, double[] weights) {}

    /** Camera {@code camera} saw point {@code point} at (u, v). */
    public record Observation(int camera, int point, double u, double v) {}

    private Ba() {}

    /** The two weighted distances of an observation from its projection, and how far its weight is from one. */
    public static double[] residual(double[] camera, double[] point, double weight, Observation seen) {
        double[] toPoint = {point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]};
        double[] p = rotate(camera, toPoint);
        double x = p[0] / p[2];
        double y = p[1] / p[2];
        double s = x * x + y * y;
        double distortion = 1 + camera[9] * s + camera[10] * s * s;
        return new double[]{weight * (camera[6] * distortion * x + camera[7] - seen.u),
                weight * (camera[6] * distortion * y + camera[8] - seen.v), 1 - weight * weight};
    }

    /** Rodrigues' formula: {@code p} turned by the angle {@code |r|} around {@code r}. */
    static double[] rotate(double[] r, double[] p) {
        double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        if (square == 0) {
            double[] turn = cross(r, p);
            return new double[]{p[0] + turn[0], p[1] + turn[1], p[2] + turn[2]};
        }
        double angle = Math.sqrt(square);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] axis = {r[0] / angle, r[1] / angle, r[2] / angle};
        double[] turn = cross(axis, p);
        double along = dot(axis, p) * (1 - cos);
        double[] rotated = new double[3];
        for (int i = 0; i < 3; i++) rotated[i] = p[i] * cos + turn[i] * sin + axis[i] * along;
        return rotated;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[]{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Half the sum of the squares of all residuals. */
    public static double loss(Scene scene, Observation[] seen) {
        double loss = 0;
        for (int i = 0; i < seen.length; i++) {
            var o = seen[i];
            for (double e : residual(scene.cameras[o.camera], scene.points[o.point], scene.weights[i], o))
                loss += e * e / 2;
        }
        return loss;
    }

    /** The transposed Jacobian of the residuals times the residuals. */
    public static Scene gradient(Scene scene, Observation[] seen) {
        var gradient = new Scene(new double[scene.cameras.length][11], new double[scene.points.length][3],
                new double[seen.length]);
        for (int i = 0; i < seen.length; i++) {
            var o = seen[i];
            double[] e = residual(scene.cameras[o.camera], scene.points[o.point], scene.weights[i], o);
            gradient.weights[i] = back(scene.cameras[o.camera], scene.points[o.point], scene.weights[i], o, e,
                    gradient.cameras[o.camera], gradient.points[o.point]);
        }
        return gradient;
    }

    /** The cotangent {@code e} of a residual brought back; adds to those of camera and point, returns the weight's. */
    public static double back(double[] camera, double[] point, double weight, Observation seen, double[] e,
            double[] dCamera, double[] dPoint) {
        double[] toPoint = {point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]};
        double[] p = rotate(camera, toPoint);
        double x = p[0] / p[2];
        double y = p[1] / p[2];
        double s = x * x + y * y;
        double distortion = 1 + camera[9] * s + camera[10] * s * s;
        double u = weight * e[0];
        double v = weight * e[1];
        dCamera[7] += u;
        dCamera[8] += v;
        double onPoint = u * x + v * y;
        dCamera[6] += distortion * onPoint;
        double dDistortion = camera[6] * onPoint;
        dCamera[9] += dDistortion * s;
        dCamera[10] += dDistortion * s * s;
        double ds = dDistortion * (camera[9] + 2 * camera[10] * s);
        double dx = camera[6] * distortion * u + 2 * x * ds;
        double dy = camera[6] * distortion * v + 2 * y * ds;
        double[] dp = {dx / p[2], dy / p[2], -(dx * x + dy * y) / p[2]};
        double[] dToPoint = rotateBack(camera, toPoint, dp, dCamera);
        for (int i = 0; i < 3; i++) {
            dPoint[i] += dToPoint[i];
            dCamera[3 + i] -= dToPoint[i];
        }
        return (camera[6] * distortion * x + camera[7] - seen.u) * e[0]
                + (camera[6] * distortion * y + camera[8] - seen.v) * e[1] - 2 * weight * e[2];
    }

    /** The cotangent of {@link #rotate}'s point; adds to the one of {@code r}. */
    private static double[] rotateBack(double[] r, double[] p, double[] d, double[] dr) {
        double angle = Math.sqrt(dot(r, r));
        double[] back = new double[3];
        if (angle == 0) {
            double[] onPoint = cross(d, r);
            double[] onAxis = cross(p, d);
            for (int i = 0; i < 3; i++) {
                back[i] = d[i] + onPoint[i];
                dr[i] += onAxis[i];
            }
            return back;
        }
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] axis = {r[0] / angle, r[1] / angle, r[2] / angle};
        double[] onPoint = cross(d, axis);
        double[] onAxis = cross(p, d);
        double alongP = dot(axis, p);
        double alongD = dot(axis, d);
        double dAngle = -sin * dot(p, d) + cos * dot(axis, onAxis) + sin * alongP * alongD;
        double[] dAxis = new double[3];
        for (int i = 0; i < 3; i++) {
            back[i] = cos * d[i] + sin * onPoint[i] + (1 - cos) * alongD * axis[i];
            dAxis[i] = sin * onAxis[i] + (1 - cos) * (alongP * d[i] + alongD * p[i]);
        }
        double radial = dot(axis, dAxis);
        for (int i = 0; i < 3; i++) dr[i] += dAngle * axis[i] + (dAxis[i] - radial * axis[i]) / angle;
        return back;
    }

    /** The problem with so many cameras, points and observations; the first camera is not rotated at all. */
    public static Problem<Scene> problem(int cameras, int points, int observations) {
        var data = new Data(7);
        var scene = new Scene(data.matrix(cameras, 11), data.matrix(points, 3), data.vector(observations));
        for (double[] point : scene.points) point[2] += 4;
        double[] features = data.vector(2 * observations);
        var seen = new Observation[observations];
        for (int i = 0; i < observations; i++)
            seen[i] = new Observation(i % cameras, i % points, features[2 * i], features[2 * i + 1]);
        return new Problem<>("ba", s -> loss(s, seen), s -> gradient(s, seen), scene);
    }
}
