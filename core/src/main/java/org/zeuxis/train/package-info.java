/** The loop, its observers, and resuming. */
package org.zeuxis.train;
