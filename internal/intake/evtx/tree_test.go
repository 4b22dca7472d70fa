package evtx

import (
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	. "github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// decode reads UTF-16 with the standard library.
func decode(p []byte) string {
	var u []uint16
	for i := 0; i+1 < len(p); i += 2 {
		u = append(u, uint16(p[i])|uint16(p[i+1])<<8)
	}
	return string(utf16.Decode(u))
}

func data(name string, content ...Node) Element {
	return Element{Name: "Data", Attrs: []Attr{{Name: "Name", Content: []Node{Text(name)}}}, Content: content}
}

func nameless(content ...Node) Element { return Element{Name: "Data", Content: content} }

func attrib(name string, content ...Node) Attr { return Attr{Name: name, Content: content} }

func form(body ...Node) *Template { return &Template{Body: body} }

func TestHowElementsBecomeJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		body []Node
		sub  []Value
		want string
	}{
		{"text", []Node{Text("a")}, nil, `"a"`},
		{"nothing", nil, nil, `null`},
		{"attributes", []Node{Element{Name: "A", Attrs: []Attr{attrib("x", Text("1")), attrib("y", Text("2"))}}}, nil, `{"A":{"#attributes":{"x":"1","y":"2"}}}`},
		{"attributes and text", []Node{Element{Name: "A", Attrs: []Attr{attrib("x", Text("1"))}, Content: []Node{Text("t")}}}, nil, `{"A":{"#attributes":{"x":"1"},"#text":"t"}}`},
		{"an attribute of null is left out", []Node{Element{Name: "A", Attrs: []Attr{attrib("x", Sub{Index: 0, Type: 8, Optional: true})}}}, []Value{Null()}, `{"A":null}`},
		{"an attribute may be a number", []Node{Element{Name: "A", Attrs: []Attr{attrib("x", Sub{Index: 0, Type: 8})}}}, []Value{Uint(typeUint32, 4, 7)}, `{"A":{"#attributes":{"x":7}}}`},
		{"text beside elements", []Node{Text("t"), Element{Name: "A"}}, nil, `{"#text":"t","A":null}`},
		{"elements of one name", []Node{Element{Name: "A"}, Element{Name: "A", Content: []Node{Text("2")}}, Element{Name: "A_1"}, Element{Name: "A"}}, nil, `{"A":null,"A_1":"2","A_1_1":null,"A_2":null}`},
		{"fields with names", []Node{data("a", Text("1")), data("b"), data("a", Text("3"))}, nil, `{"a":"1","b":null,"a_1":"3"}`},
		{"fields without names", []Node{nameless(Text("1")), nameless(), nameless(Text("3"))}, nil, `{"Data":["1","","3"]}`},
		{"fields with and without names", []Node{nameless(Text("1")), data("a", Text("2")), nameless(Text("3"))}, nil, `{"Data":["1","3"],"a":"2"}`},
		{"an array is a run of fields", []Node{nameless(Text("0")), nameless(Sub{Index: 0, Type: 0x81}), nameless(Sub{Index: 1, Type: 0x81})}, []Value{Strings("1", "2"), Strings()}, `{"Data":["0","1","2"]}`},
		{"an empty array alone", []Node{nameless(Sub{Index: 0, Type: 0x81})}, []Value{Strings()}, `{"Data":[]}`},
		{"an array under a name", []Node{data("a", Sub{Index: 0, Type: 0x81})}, []Value{Strings("1", "2")}, `{"a":["1","2"]}`},
		{"a field whose name is empty", []Node{data("", Text("1"))}, nil, `{"Data":["1"]}`},
		{"fields without names that hold elements", []Node{nameless(Element{Name: "A"}), nameless(Text("1"), Element{Name: "B"})}, nil, `{"Data":[{"A":null},{"#text":"1","B":null}]}`},
		{"a field that holds elements", []Node{data("a", Element{Name: "B"})}, nil, `{"a":{"#attributes":{"Name":"a"},"B":null}}`},
		{"text in pieces", []Node{Text("a"), CDATA("<"), CharRef('é'), EntityRef("amp"), EntityRef("lt"), EntityRef("quot"), EntityRef("other"), Sub{Index: 0, Type: 8}, Sub{Index: 1, Type: 0x81}, Sub{Index: 2, Type: 1, Optional: true}},
			[]Value{Uint(typeUint32, 4, 7), Strings("x"), Null()}, `"a<é&<\"&other;7[\"x\"]"`},
		{"a character that is half a pair", []Node{CharRef(0xd800)}, nil, "\"\ufffd\""},
		{"an instruction says nothing", []Node{PI{Target: "t", Data: "d"}, Text("a")}, nil, `"a"`},
		{"values in the XML itself", []Node{Element{Name: "A", Content: []Node{Literal(Uint(typeInt8, 1, 0xff))}}, Element{Name: "B", Content: []Node{Literal(GUID(guid))}}, Element{Name: "C", Content: []Node{Literal(Bytes([]byte{1}))}}, Element{Name: "D", Content: []Node{Literal(ANSI([]byte("x")))}}}, nil,
			`{"A":-1,"B":"00112233-4455-6677-8899-AABBCCDDEEFF","C":"01","D":"x"}`},
		{"binary XML as a value", []Node{Sub{Index: 0, Type: typeBinXML, Optional: true}}, []Value{Nested(Element{Name: "A", Attrs: []Attr{attrib("x", Text("1"))}, Content: []Node{Element{Name: "B"}, Text("t")}})}, `{"A":{"#attributes":{"x":"1"},"#text":"t","B":null}}`},
		{"a template in a value", []Node{Sub{Index: 0, Type: typeBinXML, Optional: true}, Element{Name: "Z"}}, []Value{Nested(
			Instance{Template: form(Element{Name: "A", Content: []Node{Sub{Index: 0, Type: 1}}}), Values: []Value{String("1")}},
			Instance{Template: form(Element{Name: "B", Content: []Node{Sub{Index: 0, Type: 1}}}), Values: []Value{String("2")}},
		)}, `{"A":"1","B":"2","Z":null}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, bad := event(t, c.body, c.sub)
			if diff := cmp.Diff(`1 {"Event":`+c.want+`}`, got); diff != "" || len(bad) > 0 {
				t.Error(diff, bad)
			}
		})
	}
}

// event writes a record whose Event has a content, once outside of a template when no value is asked
// for, and once in one: both must read the same.
func event(t tester, body []Node, sub []Value) (string, []string) {
	t.Helper()
	nodes := []Node{Instance{Template: form(Element{Name: "Event", Content: body}), Values: sub}}
	if sub == nil {
		nodes = append(nodes, Element{Name: "Event", Content: body})
	}
	var all []string
	for _, n := range nodes {
		var l Log
		l.Record(n)
		got, bad := read(t, l.Bytes())
		if len(got) != 1 {
			return "", bad
		}
		all = append(all, got[0])
	}
	if all[0] != all[len(all)-1] {
		t.Fatalf("in a template %s, outside %s", all[0], all[1])
	}
	return all[0], nil
}

func TestAKeyIsNeverWrittenTwice(t *testing.T) {
	var body []Node
	var want string
	for range 40 {
		body = append(body, Element{Name: "A"}, Element{Name: "B"})
	}
	got, _ := event(t, body, nil)
	seen := map[string]bool{}
	var used keys
	for _, e := range body {
		k := used.unique(e.(Element).Name)
		if seen[k] {
			t.Errorf("%s twice", k)
		}
		seen[k] = true
		want += `,"` + k + `":null`
	}
	if diff := cmp.Diff(`1 {"Event":{`+want[1:]+`}}`, got); diff != "" || !seen["B_39"] {
		t.Error(diff)
	}
}
