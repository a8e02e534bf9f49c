package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/gshhg"
)

// everyFormat are the formats of divisions, each once.
var everyFormat = []string{"geojson", "kml", "gpkg", "csv", "wkt", "wkb", "ewkb", "svg", "png", "pdf", "html"}

// folderWith returns a folder, open to all users, with the lake in it.
func folderWith(t *testing.T) string {
	folder := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(folder), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "lake.geojson"), []byte(square), 0o644))
	return folder
}

// process runs a command line as a program and returns its exit code, −1 for one that
// a signal ended.
func process(t *testing.T, folder string, prepare func(*exec.Cmd), args ...string) (code int, out, errs string) {
	return signalled(t, folder, prepare, nil, args...)
}

// signalled is process with something to do to the process that has started, beside it.
func signalled(t *testing.T, folder string, prepare func(*exec.Cmd), started func(*os.Process), args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	c := exec.CommandContext(t.Context(), args[0], args[1:]...)
	c.Dir, c.Stdout, c.Stderr = folder, &o, &e
	if prepare != nil {
		prepare(c)
	}
	require.NoError(t, c.Start(), "%v", args)
	if started != nil {
		go started(c.Process)
	}
	if err := c.Wait(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit, "%v", args)
	}
	assert.NotContains(t, e.String(), "goroutine", "%v", args)
	assert.NotContains(t, e.String(), ".part", "%v", args)
	return c.ProcessState.ExitCode(), o.String(), e.String()
}

// only checks that a folder has just these files.
func only(t *testing.T, folder string, names ...string) {
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	slices.Sort(names)
	assert.Equal(t, names, found)
}

func content(t *testing.T, folder, name string) string {
	b, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	return string(b)
}

// TestFullDisk runs out of space on devices, in files and on a small disk: the old
// file stays as it is, nothing is left beside it, and the message says why.
func TestFullDisk(t *testing.T) {
	if !long {
		t.Skip("many processes take long; CASPIAN_LONG=1 has them")
	}
	folder := folderWith(t)
	for _, format := range everyFormat {
		name := "old." + format
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte("old"), 0o640))
		divide := "caspian divide --quiet --regime median --coast lake.geojson --format " + format + " -o "
		cases := []struct{ line, says string }{{"ulimit -f 0; " + divide + name, name + ": file too large"}}
		if slices.Contains([]string{"geojson", "gpkg", "png"}, format) { // the ways of writing
			cases = append(cases, struct{ line, says string }{divide + "/dev/full", "/dev/full: no space left on device"},
				struct{ line, says string }{divide + "- >/dev/full", "/dev/stdout: no space left on device"})
		}
		for _, c := range cases {
			code, out, errs := process(t, folder, nil, "sh", "-c", c.line)
			assert.Equal(t, exitFailed, code, c.line)
			assert.Empty(t, out)
			assert.Contains(t, errs, c.says, c.line)
		}
		assert.Equal(t, "old", content(t, folder, name))
		require.NoError(t, os.Remove(filepath.Join(folder, name)))
		only(t, folder, "lake.geojson")
	}

	// Messages that are lost change no result.
	code, _, _ := process(t, folder, nil, "sh", "-c", "caspian divide --regime agreed --coast ne10m -o new.geojson 2>/dev/full")
	assert.Equal(t, exitDone, code)
	assert.NotEmpty(t, content(t, folder, "new.geojson"))

	small := filepath.Join(folder, "small")
	require.NoError(t, os.Mkdir(small, 0o755))
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=16k"); err != nil {
		t.Logf("a small disk needs the right to mount one: %v", err)
		return
	}
	defer func() { assert.NoError(t, syscall.Unmount(small, 0)) }()
	require.NoError(t, os.WriteFile(filepath.Join(small, "old.geojson"), []byte("old"), 0o640))
	code, _, errs := process(t, small, nil, "caspian", "divide", "--regime", "median", "-o", "old.geojson")
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, errs, "old.geojson: no space left on device")
	assert.Equal(t, "old", content(t, small, "old.geojson"))
	only(t, small, "old.geojson")
}

// TestUnwritable names the user's file where it cannot be written.
func TestUnwritable(t *testing.T) {
	if !long {
		t.Skip("many processes take long; CASPIAN_LONG=1 has them")
	}
	folder := folderWith(t)
	for name, says := range map[string]string{
		"lake.geojson/x.geojson": "lake.geojson/x.geojson: not a directory",
		"none/x.geojson":         "none/x.geojson: no such file or directory",
		"/proc/x.geojson":        "/proc/x.geojson: ",
		".":                      ". is a folder",
	} {
		code, _, errs := process(t, folder, nil, "caspian", "divide", "--quiet", "--regime", "median", "--coast", "lake.geojson", "--format", "geojson", "-o", name)
		assert.Equal(t, exitFailed, code, name)
		assert.Contains(t, errs, says)
	}
	only(t, folder, "lake.geojson")

	// Names as long as they can be.
	long := strings.Repeat("x", 250) + ".json"
	code, _, errs := process(t, folder, nil, "caspian", "divide", "--quiet", "--regime", "median", "--coast", "lake.geojson", "-o", long)
	assert.Equal(t, exitDone, code, errs)
	only(t, folder, "lake.geojson", long)
	require.NoError(t, os.Remove(filepath.Join(folder, long)))

	// As a user who may write neither the file nor beside it: root may always.
	program, err := exec.LookPath("caspian")
	require.NoError(t, err)
	b, err := os.ReadFile(program)
	require.NoError(t, err)
	bin := filepath.Join(folder, "caspian")
	require.NoError(t, os.WriteFile(bin, b, 0o755))
	prepare := func(c *exec.Cmd) {
		if os.Geteuid() == 0 {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
	}
	for _, c := range []struct {
		file, folder os.FileMode
		says         string
	}{{0o444, 0o777, "open old.geojson: permission denied"}, {0o666, 0o555, "hint: a file is written beside its place first"}} {
		old := filepath.Join(folder, "old.geojson")
		require.NoError(t, os.Chmod(folder, 0o777))
		require.NoError(t, os.WriteFile(old, []byte("old"), 0o600))
		require.NoError(t, os.Chmod(old, c.file))
		require.NoError(t, os.Chmod(folder, c.folder))
		code, _, errs := process(t, folder, prepare, bin, "divide", "--quiet", "--regime", "median", "--coast", "lake.geojson", "-o", "old.geojson")
		assert.Equal(t, exitFailed, code)
		assert.Contains(t, errs, c.says)
		assert.Contains(t, errs, "old.geojson: permission denied")
		assert.Equal(t, "old", content(t, folder, "old.geojson"))
		require.NoError(t, os.Chmod(folder, 0o755))
		require.NoError(t, os.Chmod(old, 0o600))
		only(t, folder, "lake.geojson", "old.geojson", "caspian")
	}
}

// TestBrokenPipe loses the reader: of the standard output the process ends as others
// do, by SIGPIPE and in silence; of a pipe that was named with a message.
func TestBrokenPipe(t *testing.T) {
	folder := folderWith(t)
	r, w, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, r.Close())
	var status syscall.WaitStatus
	_, _, errs := process(t, folder, func(c *exec.Cmd) {
		c.Stdout = w
		t.Cleanup(func() {
			status = c.ProcessState.Sys().(syscall.WaitStatus)
			assert.Equal(t, syscall.SIGPIPE, status.Signal())
		})
	}, "caspian", "divide", "--quiet", "--regime", "median", "--coast", "lake.geojson", "-o", "-")
	assert.Empty(t, errs)
	require.NoError(t, w.Close())

	pipe := filepath.Join(folder, "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	go func() {
		if f, err := os.Open(pipe); err == nil {
			_, _ = f.Read(make([]byte, 10))
			_ = f.Close()
		}
	}()
	code, _, errs := process(t, folder, nil, "caspian", "divide", "--regime", "median", "--coast", "ne10m", "--format", "geojson", "-o", "pipe")
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, errs, "pipe: broken pipe")
	only(t, folder, "lake.geojson", "pipe")
}

// TestWrittenThrough writes through links, pipes and devices, and keeps the modes of
// files, in formats of all kinds.
func TestWrittenThrough(t *testing.T) {
	if !long {
		t.Skip("many processes take long; CASPIAN_LONG=1 has them")
	}
	for _, format := range []string{"geojson", "gpkg", "png"} {
		folder := folderWith(t)
		divide := func(name string) {
			t.Helper()
			code, _, errs := process(t, folder, nil, "caspian", "divide", "--quiet", "--regime", "median", "--coast", "lake.geojson", "--format", format, "-o", name)
			require.Equal(t, exitDone, code, errs)
		}
		divide("plain")
		want := content(t, folder, "plain")
		require.NoError(t, os.WriteFile(filepath.Join(folder, "target"), bytes.Repeat([]byte("old"), 1e6), 0o604))
		require.NoError(t, os.Chmod(filepath.Join(folder, "target"), 0o604))
		divide("target")
		require.Equal(t, want, content(t, folder, "target"))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "target"), bytes.Repeat([]byte("old"), 1e6), 0o604))
		for link, to := range map[string]string{"link": "target", "second": "link", "dangling": "new"} {
			require.NoError(t, os.Symlink(to, filepath.Join(folder, link)))
		}
		for _, name := range []string{"second", "dangling", "/dev/null"} {
			divide(name)
		}
		assert.Equal(t, want, content(t, folder, "target"))
		assert.Equal(t, want, content(t, folder, "new"))
		info, err := os.Stat(filepath.Join(folder, "target"))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o604), info.Mode())
		to, err := os.Readlink(filepath.Join(folder, "second"))
		require.NoError(t, err)
		assert.Equal(t, "link", to)

		pipe := filepath.Join(folder, "pipe")
		require.NoError(t, syscall.Mkfifo(pipe, 0o600))
		through := make(chan string, 1)
		go func() {
			b, err := os.ReadFile(pipe)
			through <- fmt.Sprint(string(b), err)
		}()
		divide("pipe")
		assert.Equal(t, fmt.Sprint(want, nil), <-through)
		only(t, folder, "lake.geojson", "plain", "target", "link", "second", "dangling", "new", "pipe")
	}
}

// TestSignals interrupts runs at many moments: a file is the old one or the whole new
// one, and nothing lies beside it.
func TestSignals(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	folder := folderWith(t)
	args := []string{"caspian", "divide", "--quiet", "--regime", "median", "--coast", "ne10m", "-o", "out.geojson"}
	began := time.Now()
	code, _, errs := process(t, folder, nil, args...)
	took := time.Since(began)
	require.Equal(t, exitDone, code, errs)
	want := content(t, folder, "out.geojson")
	stopped := 0
	runs := allOr(9, 3)
	for k := range runs {
		require.NoError(t, os.WriteFile(filepath.Join(folder, "out.geojson"), []byte("old"), 0o600))
		signal := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}[k%3]
		code, out, errs := signalled(t, folder, nil, func(p *os.Process) {
			time.Sleep(took * time.Duration(k+1) / time.Duration(allOr(runs-2, runs+1)))
			_ = p.Signal(signal)
		}, args...)
		assert.Empty(t, out)
		switch code {
		case exitDone:
			assert.Equal(t, want, content(t, folder, "out.geojson"))
		case exitFailed:
			stopped++
			assert.Contains(t, errs, signal.String()+" signal received")
			assert.Equal(t, "old", content(t, folder, "out.geojson"))
		case -1: // before the program was ready for signals
			assert.Equal(t, "old", content(t, folder, "out.geojson"))
		default:
			t.Errorf("exit code %d: %s", code, errs)
		}
		only(t, folder, "lake.geojson", "out.geojson")
	}
	assert.Positive(t, stopped)

	// A reader that takes nothing.
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer func() { assert.NoError(t, errors.Join(r.Close(), w.Close())) }()
	began = time.Now()
	code, _, errs = signalled(t, folder, func(c *exec.Cmd) { c.Stdout = w }, func(p *os.Process) {
		_, _ = r.Read(make([]byte, 10)) // it has begun to write
		_ = p.Signal(syscall.SIGINT)
	}, "caspian", "divide", "--quiet", "--regime", "median", "--coast", "ne10m", "-o", "-")
	assert.Equal(t, exitFailed, code)
	assert.Contains(t, errs, "interrupt signal received")
	assert.Less(t, time.Since(began), time.Minute)

	// What is ignored from the beginning stays so.
	code, _, errs = process(t, folder, nil, "sh", "-c", `trap '' HUP; caspian divide --quiet --regime median -o out.geojson & sleep 0.1; kill -HUP $!; wait $!`)
	assert.Equal(t, exitDone, code, errs)
}

// TestInterruptedWrite interrupts a write that has begun and does not end.
func TestInterruptedWrite(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "old")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("enough")
	forever := make(chan struct{})
	defer close(forever)
	err := (&streams{ctx: ctx}).output(name, func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		require.NoError(t, err)
		cancel(reason)
		<-forever
		return nil
	})
	assert.ErrorIs(t, err, reason)
	assert.Equal(t, "old", content(t, folder, "old"))
	only(t, folder, "old")
}

// TestReadErrors has every input fail half way, or be a folder.
func TestReadErrors(t *testing.T) {
	folder := folderWith(t)
	t.Chdir(folder)
	line := `{"type":"LineString","coordinates":[[0,0],[0.004,0.005],[0.01,0]]}`
	for args, text := range map[string]string{
		"divide --regime median --coast - -o x.geojson": square,
		"shares --coast -": square,
		"coast check -":    square,
		"coast info -":     square,
		"coast build --sea - --countries lake.geojson -o x.geojson":                       square,
		"divide --regime median --coast lake.geojson --line - --between A,B -o x.geojson": line,
		"audit - --coast lake.geojson --between A,B":                                      line,
		"shares --coast lake.geojson --regime-file -":                                     `{"id": "x", "title": "X", "source": "me", "base": "median"}`,
	} {
		broken := errors.New("input/output error")
		var out, errs strings.Builder
		in := io.MultiReader(strings.NewReader(text[:len(text)/2]), iotest.ErrReader(broken))
		assert.Equal(t, exitFailed, run(t.Context(), strings.Fields(args), in, &out, &errs), args)
		assert.Empty(t, out.String())
		assert.Contains(t, errs.String(), broken.Error(), args)

		errs.Reset()
		args = strings.Replace(args, " - ", " "+folder+" ", 1)
		if strings.HasSuffix(args, " -") {
			args = strings.TrimSuffix(args, "-") + folder
		}
		assert.Equal(t, exitFailed, run(t.Context(), strings.Fields(args), nil, &out, &errs), args)
		assert.Empty(t, out.String())
		assert.Contains(t, errs.String(), "is a directory", args)
		only(t, folder, "lake.geojson")
	}
}

// TestClockAndLocale holds that no result depends on the date, the time zone or the
// language of the user.
func TestClockAndLocale(t *testing.T) {
	if !long {
		t.Skip("many processes take long; CASPIAN_LONG=1 has them")
	}
	folder := folderWith(t)
	var want []string
	for k, environment := range [][]string{
		{"LC_ALL=C", "TZ=UTC"}, {"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "TZ=Asia/Tehran"}, {"LC_ALL=de_DE", "LC_NUMERIC=de_DE", "TZ=Pacific/Kiritimati"},
	} {
		if k > 0 {
			time.Sleep(1100 * time.Millisecond) // another second
		}
		prepare := func(c *exec.Cmd) { c.Env = append(os.Environ(), environment...) }
		var got []string
		for _, format := range everyFormat {
			_, out, errs := process(t, folder, prepare, "caspian", "divide", "--regime", "median", "--coast", "lake.geojson", "--format", format, "-o", "-")
			got = append(got, out+errs)
		}
		for _, args := range [][]string{{"shares", "--coast", "lake.geojson"}, {"shares", "--regime", "median", "--json", "--no-sensitivity"}, {"boundary", "A", "B", "--coast", "lake.geojson"}, {"shares", "--regime", "medain"}} {
			_, out, errs := process(t, folder, prepare, slices.Concat([]string{"caspian"}, args)...)
			got = append(got, out+errs)
		}
		if want == nil {
			want = got
		}
		for i := range want {
			require.NotEmpty(t, want[i])
			assert.True(t, want[i] == got[i], "output %d differs under %v", i, environment)
		}
	}
}

// highWater matches the most memory that a process has had.
var highWater = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// resident runs a command and returns the most memory that it had, in MB.
func resident(t *testing.T, folder string, environment []string, args ...string) (megabytes float64) {
	var errs strings.Builder
	c := exec.Command("caspian", args...)
	c.Dir, c.Stderr, c.Env = folder, &errs, append(os.Environ(), environment...)
	require.NoError(t, c.Start())
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for {
		select {
		case err := <-done:
			require.NoError(t, err, errs.String())
			return megabytes
		case <-time.After(2 * time.Millisecond):
		}
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
		if found := highWater.FindSubmatch(b); found != nil {
			kb, err := strconv.ParseFloat(string(found[1]), 64)
			require.NoError(t, err)
			megabytes = kb / 1000
		}
	}
}

// TestMemory divides the Caspian as it is and with a million vertices in less than
// 200 MB, and to the same bytes under a limit that makes the collector work harder.
func TestMemory(t *testing.T) {
	if !long {
		t.Skip("a million vertices take long; CASPIAN_LONG=1 has them")
	}
	folder := t.TempDir()
	plain := resident(t, folder, nil, "divide", "--regime", "median", "-o", "a.geojson")
	tight := resident(t, folder, []string{"GOMEMLIMIT=20MiB"}, "divide", "--regime", "median", "-o", "b.geojson")
	t.Logf("13 thousand vertices: %.0f MB, %.0f MB with GOMEMLIMIT=20MiB", plain, tight)
	assert.Less(t, plain, 200.0)
	assert.Equal(t, content(t, folder, "a.geojson"), content(t, folder, "b.geojson"))
	c, err := coast.Read(gshhg.Coast(), coast.Options{})
	require.NoError(t, err)
	many := dense(c, 1_000_000)
	file, err := os.Create(filepath.Join(folder, "dense.geojson"))
	require.NoError(t, err)
	require.NoError(t, errors.Join(coast.Write(file, many), file.Close()))
	plain = resident(t, folder, nil, "divide", "--quiet", "--regime", "median", "--coast", "dense.geojson", "-o", "c.geojson")
	tight = resident(t, folder, []string{"GOMEMLIMIT=150MiB"}, "divide", "--quiet", "--regime", "median", "--coast", "dense.geojson", "-o", "d.geojson")
	t.Logf("%d vertices: %.0f MB, %.0f MB with GOMEMLIMIT=150MiB", len(many.Shore)-1, plain, tight)
	assert.GreaterOrEqual(t, len(many.Shore), 900_000)
	assert.Less(t, plain, 200.0)
	same := content(t, folder, "c.geojson") == content(t, folder, "d.geojson")
	assert.True(t, same, "the limit changes the result")
}

// dense returns a coast with about n vertices on its shore, along the same geodesics.
func dense(c *coast.Coast, n int) *coast.Coast {
	out := *c
	out.Shore, out.Stretches, out.Closings = nil, slices.Clone(c.Stretches), nil
	pieces := float64(n / (len(c.Shore) - 1))
	for k, s := range c.Stretches {
		out.Stretches[k].Start = len(out.Shore)
		for i := s.Start; i < s.End; i++ {
			line := geodesic.WGS84.LineTo(c.Shore[i], c.Shore[i+1])
			out.Shore = append(out.Shore, c.Shore[i])
			for part := 1.0; part < pieces; part++ {
				p, _ := line.Position(line.Length() * part / pieces)
				out.Shore = append(out.Shore, p)
			}
		}
		out.Stretches[k].End = len(out.Shore)
	}
	out.Shore = append(out.Shore, c.Shore[0])
	return &out
}

// TestKilledRuns kills a command while it writes rows of runs, as nothing can stop, and goes
// on: no row is lost, none is there twice, and the file is the same to the byte.
func TestKilledRuns(t *testing.T) {
	folder := folderWith(t)
	args := []string{"caspian", "ensemble", "--runs", allOr("2000", "64"), "--noise", "20m", "--coast", "lake.geojson", "--tolerance", "1km", "-o", "runs.csv"}
	part := filepath.Join(folder, "runs.csv.part")
	code, _, _ := signalled(t, folder, nil, func(p *os.Process) {
		for p.Signal(syscall.Signal(0)) == nil {
			if b, err := os.ReadFile(part); err == nil && bytes.Count(b, []byte("\n")) > allOr(60, 2) {
				_ = p.Kill()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}, args...)
	require.Equal(t, -1, code, "it was killed in the middle")
	only(t, folder, "lake.geojson", "runs.csv.part")
	code, _, errs := process(t, folder, nil, append(args, "--resume")...)
	require.Equal(t, exitDone, code, errs)
	only(t, folder, "lake.geojson", "runs.csv")
	killed := content(t, folder, "runs.csv")
	code, _, errs = process(t, folder, nil, args...)
	require.Equal(t, exitDone, code, errs)
	assert.True(t, killed == content(t, folder, "runs.csv"))
}
