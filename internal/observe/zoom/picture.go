package zoom

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// camera is on when the report says so or, where it says nothing of video, when a camera was in use.
func camera(p sigma.Value) core.Camera {
	if on, ok := p.Get("video_on").Bool(); ok {
		if on {
			return core.CameraOn
		}
		return core.CameraOff
	}
	for _, name := range [...]string{"camera", "Camera"} {
		c := p.Get(name)
		switch {
		case !c.Exists() || c.IsNull():
		case strings.TrimSpace(c.Text()) == "":
			return core.CameraOff
		default:
			return core.CameraOn
		}
	}
	return core.CameraUnknown
}

// latency is the worst video latency sent by the participant, in milliseconds: of the webhook
// (qos[].details) or of the Dashboard's QoS (user_qos[].video_input).
func latency(p sigma.Value) int {
	worst := millis(p.Get("latency").Text())
	of := func(v sigma.Value) {
		for _, name := range [...]string{"max_latency", "latency", "avg_latency"} {
			worst = max(worst, millis(v.Get(name).Text()))
		}
	}
	qos := p.Get("qos")
	if qos.IsObject() { // a pipeline that took the only entry out of its list
		qosEntry(qos, of)
	}
	for q := range qos.Items() {
		qosEntry(q, of)
	}
	for q := range p.Get("user_qos").Items() {
		of(q.Get("video_input"))
	}
	return worst
}

func qosEntry(q sigma.Value, of func(sigma.Value)) {
	if t := observe.Text(q, "type"); t == "" || t == "video_input" {
		of(q.Get("details"))
		of(q)
	}
}

const longestMillis = 1_000_000

// millis reads "340 ms", "340.5ms" or "340"; 0 when there is none.
func millis(s string) int {
	n := 0
	for _, c := range strings.TrimSpace(s) {
		if c < '0' || c > '9' {
			break
		}
		if n = n*10 + int(c-'0'); n > longestMillis {
			return 0
		}
	}
	return n
}
