/** Optimizers with restorable state, learning-rate schedules, exponential moving averages. */
package org.zeuxis.optim;
