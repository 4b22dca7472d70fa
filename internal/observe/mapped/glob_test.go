package mapped

import "testing"

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name, glob, path string
		want             bool
	}{
		{"a path by itself", "logs/vpn.csv", "logs/vpn.csv", true},
		{"a star stays in its folder", "logs/*.csv", "logs/vpn/a.csv", false},
		{"a star inside a folder", "logs/vpn/*.csv", "logs/vpn/a.csv", true},
		{"two stars stand for folders", "logs/**/*.csv", "logs/a/b/c.csv", true},
		{"two stars stand for none", "logs/**/*.csv", "logs/c.csv", true},
		{"two stars at the end", "logs/vpn/**", "logs/vpn/a/b.csv", true},
		{"another folder", "logs/vpn/*.csv", "logs/mdm/a.csv", false},
		{"a longer path", "logs/vpn", "logs/vpn/a.csv", false},
		{"a shorter path", "logs/vpn/*.csv", "logs/vpn", false},
		{"a compressed file by its bare name", "logs/vpn/*.csv", "logs/vpn/a.csv.gz", true},
		{"a zstd file, too", "logs/vpn/*.csv", "logs/vpn/a.csv.zst", true},
		{"a compressed file by its whole name", "logs/vpn/*.gz", "logs/vpn/a.csv.gz", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := match(c.glob, c.path); got != c.want {
				t.Errorf("match(%q, %q) = %v", c.glob, c.path, got)
			}
		})
	}
}
