package gradshell.kernel;

import gradshell.kernel.display.MimeBundle;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** From the project's MIME bundles to those of messages. */
final class Bundles {
    private Bundles() {}

    /** {@code displayId} may be null. */
    static DisplayData displayData(MimeBundle bundle, String displayId) {
        var data = new DisplayData();
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        if (displayId != null) data.setDisplayId(displayId);
        return data;
    }
}
