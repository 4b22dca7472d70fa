package parse

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

// TestMain lets the test binary be its own child: a good one, or one that a document took over.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 {
		switch os.Args[1] {
		case "child":
			exit(Serve(os.Stdin, os.Stdout))
		case "bad-child":
			if err := confine(); err != nil {
				exit(err)
			}
			exit(serve(os.Stdin, os.Stdout, misbehave))
		}
	}
	os.Exit(m.Run())
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// misbehave does what the name of the document asks for.
func misbehave(name string, data []byte) (core.Paper, *core.Stated) {
	p := core.Paper{Input: name, Kind: "text", Role: "other"}
	switch name {
	case "panic":
		panic("broken reader")
	case "hang":
		select {}
	case "exit":
		os.Exit(0)
	case "nonsense":
		_, _ = os.Stdout.WriteString("\x00\x00\x00\x05hello")
	case "too long":
		_, _ = os.Stdout.WriteString("\xff\xff\xff\xff")
	case "for another":
		p.Input = "cv.pdf"
	case "memory":
		var hold [][]byte
		for {
			hold = append(hold, make([]byte, 64<<20))
			for i := 0; i < len(hold[len(hold)-1]); i += 4096 {
				hold[len(hold)-1][i] = 1
			}
		}
	case "reach out":
		p.Text = reachOut()
	case "call the kernel":
		p.Text = callTheKernel()
	case "threads":
		p.Text = manyThreads()
	}
	return p, nil
}

// reachOut lists what a document that took over the child could do.
func reachOut() string {
	var could []string
	if _, err := os.ReadFile("/etc/hosts"); err == nil {
		could = append(could, "read a file")
	}
	if _, err := os.Create(os.TempDir() + "/taupier-escape"); err == nil {
		could = append(could, "write a file")
	}
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		l.Close()
		could = append(could, "open a socket")
	}
	if exec.Command("/bin/true").Run() == nil {
		could = append(could, "start a program")
	}
	return strings.Join(append(could, os.Environ()...), ", ")
}

func newChild(t testing.TB, mode string) *Child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &Child{Command: []string{self, mode}}
	if err := c.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestChildReadsAsFileDoes(t *testing.T) {
	c := newChild(t, "child")
	docx := makeDOCX(t, `<w:p>`+run("", story)+`</w:p>`)
	for name, data := range map[string][]byte{
		"cv.pdf": makePDF(t, nil), "cv.docx": docx, "torn.docx": docx[:len(docx)/2], "letter.odt": makeODT(t),
		"photo.jpg": makeImage(t, "jpeg", 640, 480), "bomb.docx": bomb(t, "word/document.xml", 64<<20), "huge.png": hugePNG(),
		"me.json": []byte(`{"basics":{"email":"a@example.com"},"work":[{"name":"Example Ltd","startDate":"2021-03"}]}`),
		"big.txt": []byte(strings.Repeat("words and words ", 1<<19)), "empty.txt": nil,
	} {
		t.Run(name, func(t *testing.T) {
			want, wantStated := File(name, data)
			got, stated := c.Read(t.Context(), name, data)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(wantStated, stated); diff != "" {
				t.Error(diff)
			}
		})
	}
	if c.proc.files != 10 {
		t.Errorf("this child read %d files, so another one was needed", c.proc.files)
	}
}

func TestChildThatMisbehavesIsReplaced(t *testing.T) {
	const broke = "the document reader broke down on this file"
	for name, problem := range map[string]string{
		"panic": broke, "exit": broke, "nonsense": broke, "too long": broke, "for another": broke,
		"hang": "reading it took too long", "memory": "reading it took too much memory",
	} {
		t.Run(name, func(t *testing.T) {
			if name == "memory" && runtime.GOOS != "linux" {
				t.Skip("memory is bounded on Linux only")
			}
			c := newChild(t, "bad-child")
			if got, _ := c.Read(t.Context(), "good", []byte("x")); got.Problem != "" {
				t.Fatal(got.Problem)
			}
			if name == "hang" {
				c.timeout = 200 * time.Millisecond
			}
			got, stated := c.Read(t.Context(), name, []byte("x"))
			if !strings.HasPrefix(got.Problem, problem) || got.Input != name || stated != nil {
				t.Errorf("%+v", got)
			}
			c.timeout = 0
			if got, _ := c.Read(t.Context(), "good", []byte("x")); got.Problem != "" || got.Kind != "text" {
				t.Errorf("after it: %+v", got)
			}
		})
	}
}

func TestChildThatDiedBetweenFilesIsReplaced(t *testing.T) {
	c := newChild(t, "child")
	for range 2 {
		if got, _ := c.Read(t.Context(), "a.txt", []byte("hello")); got.Text != "hello" {
			t.Fatalf("%+v", got)
		}
		if err := c.proc.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := c.Read(t.Context(), "a.txt", []byte("hello")); got.Text != "hello" {
		t.Errorf("%+v", got)
	}
}

func TestChildIsReplacedAfterManyFiles(t *testing.T) {
	c := newChild(t, "child")
	for range childFiles {
		c.Read(t.Context(), "a.txt", []byte("hello"))
	}
	if c.proc != nil {
		t.Errorf("it lives on after %d files", c.proc.files)
	}
}

func TestChildReachesNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a process can give up its rights on Linux only")
	}
	t.Setenv("SECRET", "in the environment")
	got, _ := newChild(t, "bad-child").Read(t.Context(), "reach out", nil)
	if got.Text != "" || got.Problem != "" {
		t.Errorf("it could %s (%s)", got.Text, got.Problem)
	}
}

func TestChildAnswersWithoutAProgram(t *testing.T) {
	t.Run("there is no command", func(t *testing.T) {
		if err := (&Child{}).Start(t.Context()); err == nil {
			t.Error("no error")
		}
	})
	t.Run("the program is not there", func(t *testing.T) {
		c := &Child{Command: []string{"/nowhere/taupier"}}
		if got, _ := c.Read(t.Context(), "cv.pdf", nil); !strings.HasPrefix(got.Problem, "not read: the document reader cannot be started") || got.Role != "cv" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("the run is stopped", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := newChild(t, "child")
		cancel()
		if got, _ := c.Read(ctx, "a.txt", []byte("x")); got.Problem != "not read: the run was stopped" {
			t.Errorf("%+v", got)
		}
	})
}

func BenchmarkChild(b *testing.B) {
	data := makePDF(b, nil)
	c := newChild(b, "child")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if got, _ := c.Read(b.Context(), "cv.pdf", data); got.Problem != "" {
			b.Fatal(got.Problem)
		}
	}
}

func TestServeRefusesWhatIsTooLong(t *testing.T) {
	in := strings.NewReader("\xff\xff\xff\xff\x00\x00\x00\x00")
	if err := serve(in, io.Discard, File); err == nil {
		t.Error("no error")
	}
	cut := strings.NewReader("\x00\x00\x00\x01\x00\x00\x00\x09a")
	if err := serve(cut, io.Discard, File); err == nil {
		t.Error("no error for a request that is cut short")
	}
}
