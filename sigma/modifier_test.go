package sigma

import "testing"

func TestTextModifiers(t *testing.T) {
	runDetections(t, []detectionCase{
		{"contains", field("A|contains: oo"), `{"A":"fOObar"}`, true},
		{"contains with a wildcard", field("A|contains: 'o?a'"), `{"A":"foobar"}`, true},
		{"contains what is not there", field("A|contains: ob$"), `{"A":"foobar"}`, false},
		{"startswith", field("A|startswith: fo"), `{"A":"Foo"}`, true},
		{"startswith elsewhere", field("A|startswith: oo"), `{"A":"foo"}`, false},
		{"endswith after a backslash", field(`A|endswith: '\anydesk.exe'`), `{"A":"C:\\x\\AnyDesk.exe"}`, true},
		{"endswith elsewhere", field("A|endswith: fo"), `{"A":"foo"}`, false},
		{"all of the values", field("A|contains|all: [fo, oo]"), `{"A":"foo"}`, true},
		{"all of the values, one missing", field("A|contains|all: [fo, x]"), `{"A":"foo"}`, false},
		{"cased", field("A|cased: Foo"), `{"A":"foo"}`, false},
		{"cased, the same", field("A|cased: Foo"), `{"A":"Foo"}`, true},
		{"contains, cased", field("A|contains|cased: O"), `{"A":"foo"}`, false},
		{"a wildcard, cased", field("A|cased: 'F*O?x'"), `{"A":"foobx"}`, false},
		{"neq", field("A|neq: foo"), `{"A":"bar"}`, true},
		{"neq of the same", field("A|neq: foo"), `{"A":"FOO"}`, false},
		{"neq of an absent field", field("A|neq: foo"), `{}`, true},
		{"neq of a list differs from each", field("A|neq: [foo, bar]"), `{"A":"bar"}`, false},
		{"neq of null asks for a value", field("A|neq: null"), `{"A":"x"}`, true},
		{"neq and contains", field("A|contains|neq: o"), `{"A":"foo"}`, false},
	})
}

func TestRegularExpressions(t *testing.T) {
	runDetections(t, []detectionCase{
		{"are cased", field("A|re: ^fo+$"), `{"A":"FOO"}`, false},
		{"unless told otherwise", field("A|re|i: ^fo+$"), `{"A":"FOO"}`, true},
		{"match anywhere", field("A|re: o+"), `{"A":"foo"}`, true},
		{"know one line", field("A|re: ^b"), `{"A":"a\nb"}`, false},
		{"or many", field("A|re|m: ^b"), `{"A":"a\nb"}`, true},
		{"stop at the end of a line", field("A|re: a.b"), `{"A":"a\nb"}`, false},
		{"or do not", field("A|re|s: a.b"), `{"A":"a\nb"}`, true},
		{"take several flags", field("A|re|i|s: A.B"), `{"A":"a\nb"}`, true},
		{"take backslashes as they are", field(`A|re: '\d{2}\\\*'`), `{"A":"12\\*"}`, true},
		{"ask for all", field("A|re|all: [^f, o$]"), `{"A":"foo"}`, true},
		{"see numbers as text", field("A|re: ^4[67]"), `{"A":4688}`, true},
	})
}

func TestNumbersNetworksAndFields(t *testing.T) {
	runDetections(t, []detectionCase{
		{"gt", field("A|gt: 10"), `{"A":11}`, true},
		{"gt of the same", field("A|gt: 10"), `{"A":10}`, false},
		{"gte", field("A|gte: 10"), `{"A":"10"}`, true},
		{"lt", field("A|lt: 10.5"), `{"A":"1e1"}`, true},
		{"lt of the same", field("A|lt: 10"), `{"A":10}`, false},
		{"lte", field("A|lte: -1"), `{"A":-1.0}`, true},
		{"gt of an absent field", field("A|gt: -1"), `{}`, false},
		{"gt of a text", field("A|gt: 10"), `{"A":"infinity"}`, false},
		{"a number that differs", field("A|neq: 10"), `{"A":"10.0"}`, false},
		{"a network", field("A|cidr: 192.0.2.0/24"), `{"A":"192.0.2.9"}`, true},
		{"another network", field("A|cidr: 192.0.2.0/24"), `{"A":"192.0.3.9"}`, false},
		{"any of the networks", field("A|cidr: [198.51.100.0/24, 192.0.2.0/24]"), `{"A":"192.0.2.9"}`, true},
		{"a network of version 6", field("A|cidr: '2001:db8::/32'"), `{"A":"2001:DB8::1"}`, true},
		{"an address with a zone", field("A|cidr: 'fe80::/10'"), `{"A":"fe80::1%eth0"}`, true},
		{"version 4 within version 6", field("A|cidr: 192.0.2.0/24"), `{"A":"::ffff:192.0.2.9"}`, true},
		{"a network of version 4 within version 6", field("A|cidr: '::ffff:192.0.2.0/120'"), `{"A":"192.0.2.9"}`, true},
		{"a single address", field("A|cidr: 192.0.2.9"), `{"A":"192.0.2.9"}`, true},
		{"no address", field("A|cidr: 0.0.0.0/0"), `{"A":"C:\\x"}`, false},
		{"exists", field("A|exists: true"), `{"A":""}`, true},
		{"exists with null", field("A|exists: true"), `{"A":null}`, true},
		{"exists with an object", field("A|exists: true"), `{"A":{}}`, true},
		{"exists with an empty array", field("A|exists: true"), `{"A":[]}`, true},
		{"does not exist", field("A|exists: false"), `{"B":1}`, true},
		{"exists all the same", field("A|exists: false"), `{"A":null}`, false},
		{"fieldref", field("A|fieldref: B"), `{"A":"x","B":"X"}`, true},
		{"fieldref of another value", field("A|fieldref: B"), `{"A":"x","B":"y"}`, false},
		{"fieldref, cased", field("A|fieldref|cased: B"), `{"A":"x","B":"X"}`, false},
		{"fieldref of an absent field", field("A|fieldref: B"), `{"A":"x"}`, false},
		{"fieldref of two absent fields", field("A|fieldref: B"), `{}`, false},
		{"fieldref with endswith", field("A|fieldref|endswith: B"), `{"A":"ab","B":"b"}`, true},
		{"fieldref with startswith", field("A|startswith|fieldref: B"), `{"A":"ab","B":"b"}`, false},
		{"fieldref with contains", field("A|fieldref|contains: B"), `{"A":"abc","B":"b"}`, true},
		{"fieldref that differs", field("A|fieldref|neq: B"), `{"A":"x","B":"y"}`, true},
		{"fieldref of arrays", field("A|fieldref: B"), `{"A":["x","y"],"B":["z","Y"]}`, true},
		{"fieldref of numbers", field("A|fieldref: B"), `{"A":1,"B":"1"}`, true},
	})
}

func TestEncodings(t *testing.T) {
	runDetections(t, []detectionCase{
		{"any dash of Windows", field("A|windash|contains: ' -x'"), `{"A":"cmd /x"}`, true},
		{"a long dash", field("A|contains|windash: ' /x'"), `{"A":"cmd –x"}`, true},
		{"a dash within a word stays", field("A|windash: a-b"), `{"A":"a/b"}`, false},
		{"each dash by itself", field("A|windash|contains: '-a -b'"), `{"A":"/a -b"}`, true},
		{"without windash a dash is a dash", field("A|contains: ' -x'"), `{"A":"cmd /x"}`, false},
		{"base64", field("A|base64|contains: foo"), `{"A":"xxZm9v"}`, true},
		{"base64 is cased", field("A|base64|contains: foo"), `{"A":"xxzM9V"}`, false},
		{"base64 of the whole value", field("A|base64: foobar"), `{"A":"Zm9vYmFy"}`, true},
		{"base64 after nothing", field("A|base64offset|contains: foobar"), `{"A":"Zm9vYmFy"}`, true},
		{"base64 after one byte", field("A|base64offset|contains: foobar"), `{"A":"eGZvb2Jhcg=="}`, true},
		{"base64 after two bytes", field("A|base64offset: foobar"), `{"A":"eHhmb29iYXI="}`, true},
		{"wide base64", field("A|wide|base64offset|contains: ping"), `{"A":"cABpAG4AZwA="}`, true},
		{"utf16le base64", field("A|utf16le|base64: ping"), `{"A":"cABpAG4AZwA="}`, true},
		{"utf16be base64", field("A|utf16be|base64: ping"), `{"A":"AHAAaQBuAGc="}`, true},
		{"utf16 base64 has a mark", field("A|utf16|base64: ping"), `{"A":"//5wAGkAbgBnAA=="}`, true},
		{"wide beyond ASCII", field("A|wide|base64: é"), `{"A":"6QA="}`, true},
		{"wide alone", field("A|wide|contains: ab"), `{"A":"xa\u0000b\u0000"}`, true},
		{"utf16be alone", field("A|utf16be: ab"), `{"A":"\u0000a\u0000b"}`, true},
	})
}

func TestTimeModifiers(t *testing.T) {
	runDetections(t, []detectionCase{
		{"hour", field("A|hour: 23"), `{"A":"2026-05-01T23:15:00+02:00"}`, true},
		{"another hour", field("A|hour: 22"), `{"A":"2026-05-01T23:15:00+02:00"}`, false},
		{"an hour from", field("A|hour|gte: 22"), `{"A":"2026-05-01 23:15:00.123"}`, true},
		{"an hour before", field("A|lt|hour: 6"), `{"A":"2026-05-01T05:59:59Z"}`, true},
		{"any of the hours", field("A|hour: [1, 2]"), `{"A":"2026-05-01T02:00:00Z"}`, true},
		{"an hour that differs", field("A|hour|neq: 2"), `{"A":"2026-05-01T02:00:00Z"}`, false},
		{"minute", field("A|minute: 15"), `{"A":"2026-05-01T23:15"}`, true},
		{"day", field("A|day: 1"), `{"A":"2026-05-01"}`, true},
		{"week", field("A|week: 18"), `{"A":"2026-05-01T00:00:00Z"}`, true},
		{"month", field("A|month: 5"), `{"A":"2026-05-01"}`, true},
		{"year", field("A|year|lt: 2026"), `{"A":"2025-12-31"}`, true},
		{"Unix seconds", field("A|year: 2026"), `{"A":1777590000}`, true},
		{"no time", field("A|hour|gte: 0"), `{"A":"soon"}`, false},
		{"an absent time", field("A|hour|gte: 0"), `{}`, false},
	})
}
