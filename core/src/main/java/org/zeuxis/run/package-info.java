/** The run directory: recipe, event log, checkpoints, lock. */
package org.zeuxis.run;
