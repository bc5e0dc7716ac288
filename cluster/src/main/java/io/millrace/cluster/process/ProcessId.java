package io.millrace.cluster.process;

/**
 * One process for all time: its number alone is used again after its end, and after a reboot.
 *
 * @param pid the number
 * @param startTicks when it began, in clock ticks since boot (field 22 of {@code /proc/pid/stat})
 * @param bootId the boot that it belongs to ({@code /proc/sys/kernel/random/boot_id})
 */
public record ProcessId(long pid, long startTicks, String bootId) {}
