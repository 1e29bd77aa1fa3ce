/** The same work here and in the peers, timed in one run. */
package org.zeuxis.benchmarks;
