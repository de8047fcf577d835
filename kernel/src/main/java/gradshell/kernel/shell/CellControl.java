package gradshell.kernel.shell;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;

/**
 * JShell's way to this process. JShell compiles and declares, but does not run: an {@code invoke} is only noted, as a
 * {@link Call}. So a whole cell is compiled, snippet after snippet, before its first statement runs; a compile error in
 * its last line leaves nothing done; and the user's code runs outside of JShell, on the cell thread, with live values
 * instead of strings.
 */
final class CellControl extends DirectExecutionControl {
    /** The code of one snippet, to be run. */
    record Call(String className, String methodName) {}

    /** A variable that has a new field, in another class, after something it depends on was redefined. */
    record Move(String variable, String from, String to) {}

    private final CellLoader loader;
    private final List<Call> calls = new ArrayList<>();

    CellControl(CellLoader loader) {
        super(new Delegate(loader));
        this.loader = loader;
    }

    /** The calls noted since this was last asked. */
    List<Call> takeCalls() {
        var taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public String invoke(String className, String methodName) {
        calls.add(new Call(className, methodName));
        return "";
    }

    @Override
    public String varValue(String className, String varName) {
        return "";
    }

    @Override
    public void close() {}

    /** Runs a noted call: the value of the snippet, or whatever the user's code throws. */
    Object run(Call call) throws Throwable {
        var method = loader.loadClass(call.className()).getDeclaredMethod(call.methodName());
        method.setAccessible(true);
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Carries a variable's value over; one that no longer fits, since its class was redefined, is left behind. */
    boolean move(Move move) {
        try {
            field(move.to(), move.variable()).set(null, field(move.from(), move.variable()).get(null));
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException | LinkageError _) {
            return false;
        }
    }

    /** Lets go of a variable's value; of one that could never be made there is none. */
    void clear(String className, String variable) {
        try {
            Field field = field(className, variable);
            if (!field.getType().isPrimitive()) field.set(null, null);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.getLogger(CellControl.class.getName()).log(System.Logger.Level.DEBUG, "no value to let go of", e);
        }
    }

    /** Gives a variable a value; false if it is not of the variable's type. */
    boolean set(String className, String variable, Object value) {
        try {
            field(className, variable).set(null, value);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException | LinkageError _) {
            return false;
        }
    }

    /** The value a variable has now. */
    Object value(String className, String variable) throws ReflectiveOperationException {
        return field(className, variable).get(null);
    }

    /** The static field that holds a variable of a cell. */
    private Field field(String className, String variable) throws ReflectiveOperationException {
        Field field = loader.loadClass(className).getDeclaredField(variable);
        field.setAccessible(true);
        return field;
    }

    private record Delegate(CellLoader loader) implements LoaderDelegate {
        @Override
        public void load(ClassBytecodes[] classes) throws ClassInstallException {
            for (var c : classes) loader.declare(c.name(), c.bytecodes());
            var loaded = new boolean[classes.length];
            for (int i = 0; i < classes.length; i++) {
                try {
                    loader.loadClass(classes[i].name());
                    loaded[i] = true;
                } catch (ClassNotFoundException | LinkageError e) {
                    throw new ClassInstallException("load: " + e, loaded);
                }
            }
        }

        @Override
        public void classesRedefined(ClassBytecodes[] classes) {}

        @Override
        public void addToClasspath(String path) {
            for (String entry : path.split(File.pathSeparator, -1)) loader.addPath(Path.of(entry));
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loader.loadClass(name);
        }
    }
}
