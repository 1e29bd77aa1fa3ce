package org.zeuxis.objective;

import java.util.List;
import java.util.function.Supplier;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * One player's turn on one minibatch, as far as a penalty may look at it.
 *
 * @param critic the discriminator
 * @param real real samples as the discriminator sees them, {@code [N,…]}; gradients by them can be
 *     taken
 * @param fake generated ones, likewise; in the generator's turn they lead back to its weights
 * @param onReal the discriminator's logits of {@code real}; some are computed only when asked for
 * @param onFake those of {@code fake}
 * @param labels classes of both, {@code int64 [N]}
 * @param latents that {@code fake} was made of, {@code [N,latent]}
 * @param made {@code fake} as the generator made it, before augmentation and noise
 * @param parameters of the player whose turn it is
 * @param rng that penalties draw from
 */
public record Turn(
    Critic critic,
    Tensor real,
    Tensor fake,
    Supplier<Tensor> onReal,
    Supplier<Tensor> onFake,
    Tensor labels,
    Tensor latents,
    Tensor made,
    List<Tensor> parameters,
    Rng rng) {}
