package gradshell.math;

import gradshell.Tensor;

/** How {@link Elements#scatter} makes one element of those that meet at an index; an index that none has gets the neutral one. */
public enum Scatter {
    /** The sum; 0. */
    SUM {
        @Override
        Tensor of(Scattering s) {
            return s.sum();
        }
    },
    /** The product; 1. */
    PROD {
        @Override
        Tensor of(Scattering s) {
            return s.prod();
        }
    },
    /** The largest; minus infinity. Every element that is equal to it has the whole derivative, as in NNlib. */
    MAX {
        @Override
        Tensor of(Scattering s) {
            return s.extreme(true);
        }
    },
    /** The smallest; infinity. Every element that is equal to it has the whole derivative, as in NNlib. */
    MIN {
        @Override
        Tensor of(Scattering s) {
            return s.extreme(false);
        }
    },
    /** The mean; 0. */
    MEAN {
        @Override
        Tensor of(Scattering s) {
            return s.mean();
        }
    };

    abstract Tensor of(Scattering s);
}
