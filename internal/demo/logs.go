package demo

import (
	"bytes"
	"cmp"
	"slices"
	"sync"
)

// writer says how a log is written, and where. Wrapped logs are one JSON object with a list.
type writer struct {
	path          func(w *world, e *ev) string
	record        func(w *world, b []byte, e *ev, x *extra) []byte
	before, after string
	between       string // "" when records end their own lines
}

func to(path string) func(*world, *ev) string { return func(*world, *ev) string { return path } }

var writers = [logs]writer{
	logOkta: {path: func(w *world, e *ev) string { return "logs/okta/" + w.day(int(e.day)).Format("2006-01") + ".jsonl.gz" }, record: (*world).okta},
	logEntra: {path: to("logs/entra/signin.json.zst"), record: (*world).entra, between: ",\n",
		before: `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns","value":[` + "\n", after: "\n]}\n"},
	logGoogle: {path: func(_ *world, e *ev) string {
		switch e.act {
		case actGoogleLogin:
			return "logs/google/login.jsonl"
		case actAdminRole:
			return "logs/google/admin.jsonl"
		}
		return "logs/google/drive.jsonl"
	}, record: (*world).google},
	logGitHub:   {path: to("logs/github/audit.jsonl.zst"), record: (*world).github},
	logSecurity: {path: to("logs/windows/security.jsonl.zst"), record: (*world).security},
	logSysmon:   {path: to("logs/windows/sysmon.jsonl.zst"), record: (*world).sysmon},
	logOsquery:  {path: to("logs/osquery/results.jsonl.gz"), record: (*world).osquery},
	logZoom:     {path: to("logs/zoom/participants.json"), record: (*world).zoom, between: ",\n", before: `{"page_count":1,"participants":[` + "\n", after: "\n]}\n"},
	logSlack:    {path: to("logs/slack/access.json"), record: (*world).slack, between: ",\n", before: `{"ok":true,"logins":[` + "\n", after: "\n],\"paging\":{\"page\":1,\"pages\":1}}\n"},
	logVPN:      {path: func(w *world, e *ev) string { return "logs/vpn/" + w.day(int(e.day)).Format("2006-01") + ".csv" }, record: (*world).vpn, before: vpnHeader},
	logMDM:      {path: to("logs/mdm/checkins.jsonl.gz"), record: (*world).mdm},
}

// writeLogs plans day after day, and lets every log write its share of each, all at once.
func (w *world) writeLogs(dir target, v view) (events int, err error) {
	var days [logs]chan *batch
	counts, errs := [logs]int{}, [logs]error{}
	var wg sync.WaitGroup
	for l := range days {
		days[l] = make(chan *batch, 3)
		wg.Go(func() { counts[l], errs[l] = w.writeLog(dir, v, log(l), days[l]) })
	}
	for d := range v.days {
		b := w.planDay(d)
		for l := range days {
			days[l] <- b
		}
	}
	for l := range days {
		close(days[l])
	}
	wg.Wait()
	for l := range days {
		events += counts[l]
		err = cmp.Or(err, errs[l])
	}
	return events, err
}

// writeLog writes one log. After an error it goes on taking batches, so that nobody waits for it.
func (w *world) writeLog(dir target, v view, l log, days <-chan *batch) (n int, err error) {
	wr := &writers[l]
	open := map[string]*file{}
	var order []*file
	for b := range days {
		events := b.events[l]
		if err != nil {
			continue
		}
		slices.SortFunc(events, func(a, b ev) int {
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.who, b.who), cmp.Compare(a.extra, b.extra), cmp.Compare(a.act, b.act), cmp.Compare(a.n, b.n))
		})
		for i := range events {
			e := &events[i]
			path := wr.path(w, e)
			if v.hides(path) {
				continue
			}
			f := open[path]
			if f == nil {
				if f, err = create(dir, path); err != nil {
					break
				}
				open[path] = f
				order = append(order, f)
				f.buf = append(f.buf, wr.before...)
			} else {
				f.buf = append(f.buf, wr.between...)
			}
			var x *extra
			if e.extra >= 0 {
				x = &w.extras[e.day][e.extra]
			}
			f.buf = wr.record(w, f.buf, e, x)
			n++
			if len(f.buf) > 1<<18 {
				if err = f.flush(); err != nil {
					break
				}
			}
		}
	}
	for _, f := range order {
		f.buf = append(f.buf, wr.after...)
		err = cmp.Or(err, f.close())
	}
	return n, err
}

// writeSmall writes the house's own small logs.
func (w *world) writeSmall(dir target, v view) error {
	for _, s := range []struct {
		path, header string
		entries      []entry
	}{
		{"logs/hr/changes.csv", hrHeader, w.hr},
		{"logs/hr/signatures.jsonl", "", w.signatures},
		{"logs/shipments.jsonl", "", w.shipments},
		{"logs/ats/applications.jsonl", "", w.applications},
	} {
		slices.SortStableFunc(s.entries, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
		if v.hides(s.path) {
			continue
		}
		var b bytes.Buffer
		b.WriteString(s.header)
		for _, e := range s.entries {
			if e.at < v.until.UnixMilli() {
				b.WriteString(e.text + "\n")
			}
		}
		if b.Len() == len(s.header) && !v.all { // nothing has been recorded yet
			continue
		}
		if err := write(dir, s.path, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
