package org.zeuxis.model;

import org.zeuxis.nn.Module;
import org.zeuxis.objective.Critic;

/** A network that tells real samples from generated ones. It ends in logits, never in a sigmoid. */
public abstract class Discriminator extends Module implements Critic {}
