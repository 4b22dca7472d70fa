package parse

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// What one message between the two processes may hold.
const (
	maxName   = 64 << 10
	maxData   = 256 << 20
	maxAnswer = 10 << 20
)

var errFrame = errors.New("a message that is too long")

// writeRequest sends the name and the bytes of a document.
func writeRequest(w io.Writer, name string, data []byte) error {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(name)))
	head = binary.BigEndian.AppendUint32(head, uint32(len(data)))
	if _, err := w.Write(append(head, name...)); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// readRequest receives a document; io.EOF when there are no more.
func readRequest(r io.Reader) (name string, data []byte, err error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return "", nil, err
	}
	nameLen, dataLen := binary.BigEndian.Uint32(head[:]), binary.BigEndian.Uint32(head[4:])
	if nameLen > maxName || dataLen > maxData {
		return "", nil, errFrame
	}
	buf := make([]byte, int(nameLen)+int(dataLen))
	if _, err := io.ReadFull(r, buf); err != nil {
		return "", nil, fmt.Errorf("receive a document: %w", err)
	}
	return string(buf[:nameLen]), buf[nameLen:], nil
}

func writeAnswer(w io.Writer, a answer) error {
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write down the facts of %s: %w", a.Paper.Input, err)
	}
	_, err = w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), body...))
	return err
}

// readAnswer receives what the child found. The child may have been taken over by a document: its
// answer is bounded and holds data only.
func readAnswer(r io.Reader) (a answer, err error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return a, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxAnswer {
		return a, errFrame
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(r, body); err != nil {
		return a, err
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&a); err != nil {
		return a, fmt.Errorf("understand the document reader: %w", err)
	}
	return a, nil
}
