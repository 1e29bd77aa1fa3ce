/** What players are asked for: losses as pure functions of logits, and augmentations of images. */
package org.zeuxis.objective;
