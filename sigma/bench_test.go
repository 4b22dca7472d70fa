package sigma

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkParse is the floor under BenchmarkMatch: the same event, parsed and not matched.
func BenchmarkParse(b *testing.B) {
	var ev Event
	record := []byte(ordinary)
	b.SetBytes(int64(len(record)))
	b.ReportAllocs()
	for b.Loop() {
		if err := ev.Parse(record); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMatch parses an ordinary event and puts it to 200 rules of which none holds.
func BenchmarkMatch(b *testing.B) {
	var rules []*Rule
	for i := range 200 {
		rules = append(rules, mustParse(b, oneRule(fmt.Sprintf(`condition: sel and not filter
sel:
  Image|endswith: ['\cmd.exe', '\tool%d.exe']
  CommandLine|contains|all: [' -remote%d', 'x']
filter: {User|contains: service}`, i%20, i)))...)
	}
	benchmarkRecords(b, mustCompile(b, rules...), LogSource{Product: "test"}, [][]byte{[]byte(ordinary)})
}

func benchmarkRecords(b *testing.B, set *Set, src LogSource, records [][]byte) {
	var ev Event
	m, hits, size := set.NewMatcher(), 0, 0
	for _, r := range records {
		size += len(r)
	}
	if err := ev.Parse(records[0]); err != nil {
		b.Fatal(err)
	}
	m.Match(src, &ev, func(Match) {}) // builds the index
	b.SetBytes(int64(size / len(records)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if err := ev.Parse(records[i]); err != nil {
			b.Fatal(err)
		}
		m.Match(src, &ev, func(Match) { hits++ })
		if i++; i == len(records) {
			i = 0
		}
	}
	b.ReportMetric(float64(hits)/float64(b.N), "hits/op")
}

func corpusRecords(b *testing.B) [][]byte {
	var records [][]byte
	eachLine(b, "otrf-process-creation-3629.jsonl.zst", func(line []byte) { records = append(records, bytes.Clone(line)) })
	return records
}

// BenchmarkCorpusParse and BenchmarkCorpusMatch take turns through the public process creations: the
// worst case, since more than a third of the public rules apply to each.
func BenchmarkCorpusParse(b *testing.B) {
	benchmarkRecords(b, mustCompile(b), LogSource{Product: "nobody asks for this"}, corpusRecords(b))
}

func BenchmarkCorpusMatch(b *testing.B) {
	rules, _ := corpusRules(b)
	benchmarkRecords(b, mustCompile(b, rules...), LogSource{Product: "windows", Category: "process_creation"}, corpusRecords(b))
}

// routed are the public Windows events with their log sources, and the rules.
func routed(b *testing.B) (set *Set, records [][]byte, sources []LogSource) {
	rules, _ := corpusRules(b)
	var ev Event
	eachLine(b, "otrf-windows-100k.jsonl.zst", func(line []byte) {
		if ev.Parse(line) != nil {
			return
		}
		records = append(records, bytes.Clone(line))
		sources = append(sources, windowsSource(ev.Root()))
	})
	return mustCompile(b, rules...), records, sources
}

// windowsSource routes a flat Windows event by channel and number.
func windowsSource(v Value) LogSource {
	src := LogSource{Product: "windows"}
	channel, id := v.Get("Channel").Text(), v.Get("EventID").Text()
	switch channel {
	case "Microsoft-Windows-Sysmon/Operational":
		src.Service = "sysmon"
		src.Category = map[string]string{
			"1": "process_creation", "2": "file_change", "3": "network_connection", "5": "process_termination", "6": "driver_load", "7": "image_load",
			"8": "create_remote_thread", "9": "raw_access_thread", "10": "process_access", "11": "file_event", "12": "registry_delete", "13": "registry_set",
			"14": "registry_rename", "15": "create_stream_hash", "17": "pipe_created", "18": "pipe_created", "19": "wmi_event", "22": "dns_query", "23": "file_delete",
		}[id]
	case "Security":
		src.Service = "security"
		if id == "4688" {
			src.Category = "process_creation"
		}
	case "Microsoft-Windows-PowerShell/Operational":
		src.Service = "powershell"
		src.Category = map[string]string{"4103": "ps_module", "4104": "ps_script"}[id]
	case "Windows PowerShell":
		src.Service, src.Category = "powershell-classic", "ps_classic_start"
	case "System":
		src.Service = "system"
	case "Application":
		src.Service = "application"
	}
	return src
}

// cloudSource routes the events of the cloud corpus: CloudTrail, Zeek, and Windows as Winlogbeat 6 writes it,
// whose fields stand in event_data.
func cloudSource(ev *Event) LogSource {
	v := ev.Root()
	switch {
	case v.Get("eventSource").Exists():
		return LogSource{Product: "aws", Service: "cloudtrail"}
	case v.Get("@stream").Exists():
		return LogSource{Product: "zeek", Service: v.Get("@stream").Text()}
	case v.Get("log_name").Exists():
		ev.LookIn(v.Get("event_data"), v)
		service := ""
		switch v.Get("log_name").Text() {
		case "Microsoft-Windows-Sysmon/Operational":
			service = "sysmon"
		case "Security":
			service = "security"
		}
		return LogSource{Product: "windows", Service: service}
	}
	return windowsSource(v)
}

// BenchmarkPublicCloud is parse-only and the full pass over the public events of cloud accounts and other
// products.
func BenchmarkPublicCloud(b *testing.B) {
	rules, _ := corpusRules(b)
	var records [][]byte
	eachLine(b, "otrf-cloud-and-other-36385.jsonl.zst", func(line []byte) { records = append(records, bytes.Clone(line)) })
	benchmarkPasses(b, mustCompile(b, rules...), records, func(_ int, ev *Event) LogSource { return cloudSource(ev) })
}

// BenchmarkPublicWindows is parse-only and the full pass over the public Windows events with all public
// rules, on one core.
func BenchmarkPublicWindows(b *testing.B) {
	set, records, sources := routed(b)
	benchmarkPasses(b, set, records, func(i int, _ *Event) LogSource { return sources[i] })
}

func benchmarkPasses(b *testing.B, set *Set, records [][]byte, source func(int, *Event) LogSource) {
	size := 0
	for _, r := range records {
		size += len(r)
	}
	var ev Event
	m := set.NewMatcher()
	pass := func(match bool) (hits int) {
		for i, r := range records {
			if ev.Parse(r) == nil && match {
				m.Match(source(i, &ev), &ev, func(Match) { hits++ })
			}
		}
		return hits
	}
	b.Logf("%d hits", pass(true))
	for _, c := range []struct {
		name  string
		match bool
	}{{"parse", false}, {"match", true}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for b.Loop() {
				pass(c.match)
			}
			b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
