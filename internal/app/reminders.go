package app

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/notify"
)

// remindEvery is how often the server looks what comes due and what waits to be sent.
const remindEvery = 10 * time.Second

// reminders makes the worker that sends what the configuration of a data directory asks for. The files it names are found beside it.
func reminders(dir string, c serverConfig, trouble func(error)) (*notify.Worker, error) {
	w := &notify.Worker{Rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), Trouble: trouble}
	if c.Mail.Server != "" {
		o := notify.MailOptions{Base: c.URL, Server: c.Mail.Server, From: c.Mail.From, User: c.Mail.User, To: c.Mail.To}
		var err error
		if c.Mail.PasswordFile != "" {
			if o.Password, err = secretLine(dir, c.Mail.PasswordFile); err != nil {
				return nil, err
			}
		}
		if w.Mail, err = notify.NewMail(o); err != nil {
			return nil, fmt.Errorf("%s: %w", configName, err)
		}
	}
	if len(c.Webhooks.Receivers) == 0 {
		return w, nil
	}
	var list []notify.Receiver
	for _, r := range c.Webhooks.Receivers {
		one := notify.Receiver{URL: r.URL}
		for _, file := range r.SecretFiles {
			secret, err := secretLine(dir, file)
			if err != nil {
				return nil, err
			}
			one.Secrets = append(one.Secrets, secret)
		}
		list = append(list, one)
	}
	var err error
	if w.Hooks, err = notify.NewHooks(c.URL, c.Webhooks.Hosts, list); err != nil {
		return nil, fmt.Errorf("%s: %w", configName, err)
	}
	return w, nil
}

// secretLine reads the one line of a file that nobody else may read.
func secretLine(dir, file string) (string, error) {
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	info, err := os.Stat(file)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s holds a secret and others may read it: chmod 600 %s", file, file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	line := strings.TrimSpace(string(data))
	if line == "" || strings.ContainsAny(line, "\r\n") {
		return "", errors.New(file + " wants one line, the secret")
	}
	return line, nil
}

// remind looks what comes due and sends what waits, again and again. When it cannot, it says so and tries again.
func (s *server) remind(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		now := time.Now()
		_, err := s.db.Remind(ctx, now)
		if err == nil {
			err = s.reminders.Round(ctx, now)
		}
		if err != nil && ctx.Err() == nil {
			s.trouble(fmt.Errorf("reminders: %w", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
