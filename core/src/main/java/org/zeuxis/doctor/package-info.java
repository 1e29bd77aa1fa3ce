/** Symptoms of a training, what they mean, and what to do about them. */
package org.zeuxis.doctor;
