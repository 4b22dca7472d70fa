//go:build !(linux || darwin || freebsd)

package app

func freeSpace(string) (int64, bool) { return 0, false }

func sameDisk(string, string) bool { return false }
