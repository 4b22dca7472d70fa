package app

import (
	"context"
	"fmt"
	"time"
)

// tellBegun wakes workMany.
func (s *server) tellBegun() {
	select {
	case s.begun <- struct{}{}:
	default: // it is awake
	}
}

// workMany does what was ordered for many people, at once when it is told and again and again: what a stop or a full disk left is
// taken up where it was.
func (s *server) workMany(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.many.Work(ctx, time.Now); err != nil && ctx.Err() == nil {
			s.trouble(fmt.Errorf("acts for many: %w", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.begun:
		case <-tick.C:
		}
	}
}
