// What every cell sees with no import, and jshell does not.
import static gradshell.kernel.shell.Notebook.*;
import static gradshell.kernel.widget.Controls.*;
import static gradshell.kernel.progress.Progress.*;
import gradshell.kernel.plot.*;
import static gradshell.kernel.plot.Plots.*;
