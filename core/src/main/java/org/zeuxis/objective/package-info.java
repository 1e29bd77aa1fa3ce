/** Adversarial losses as small pure functions of logits. */
package org.zeuxis.objective;
