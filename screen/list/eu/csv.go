package eu

import (
	"io"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Columns are some of the 118 of the CSV twin: those by which it is known and without which it is of no use.
var Columns = []string{"Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_SubjectType_ClassificationCode", "Entity_Regulation_Programme", "NameAlias_WholeName"}

// Comma parts the fields of the CSV twin.
const Comma = ';'

// ReadCSV reads the CSV twin, in which the rows of an entry follow from its names, addresses, dates and documents. It
// has no mark for weak aliases: only those whose remark says so are weak. Prefer the XML.
func ReadCSV(in io.Reader, file string) (*list.List, error) {
	c := &collector{list: empty(), file: file, at: map[string]int{}}
	var entities []*gathered
	at := map[string]*gathered{}
	t := source.Table{File: file, Need: Columns, Use: func(r source.Row) {
		id := r.Get("Entity_LogicalId")
		if id == "" {
			c.reject(r.Line, "row without a number of its entry")
			return
		}
		g := at[id]
		if g == nil {
			g = &gathered{line: r.Line, seen: map[string]bool{}}
			at[id] = g
			entities = append(entities, g)
			if date, err := time.Parse("02/01/2006", r.Get("fileGenerationDate")); err == nil {
				c.list.Published = date
			}
		}
		g.row(r)
	}}
	problems, err := t.CSV(in, Comma)
	if err != nil {
		return nil, err
	}
	c.list.Rejected = append(c.list.Rejected, problems...)
	for _, g := range entities {
		c.take(&g.entity, g.line)
	}
	return c.done()
}

// gathered is an entity with the parts that its rows have given so far.
type gathered struct {
	entity
	line int
	seen map[string]bool
}

// fresh tells whether a row holds a part, by its number or a field of it, that no row before held.
func (g *gathered) fresh(r source.Row, part string, fields ...string) bool {
	id := r.Get(part + "_LogicalId")
	for _, f := range fields {
		if id == "" {
			id = r.Get(part + "_" + f)
		}
	}
	if id == "" || g.seen[part+id] {
		return false
	}
	g.seen[part+id] = true
	return true
}

func (g *gathered) row(r source.Row) {
	if g.LogicalID == "" {
		g.LogicalID, g.Reference, g.Designated, g.Details = r.Get("Entity_LogicalId"), r.Get("Entity_EU_ReferenceNumber"), day(r.Get("Entity_DesignationDate")), r.Get("Entity_DesignationDetails")
		g.Subject = subject{r.Get("Entity_SubjectType_ClassificationCode"), r.Get("Entity_SubjectType")}
	}
	g.Remarks = source.Add(g.Remarks, r.Get("Entity_Remark"))
	g.Rules = source.Add(g.Rules, regulation{r.Get("Entity_Regulation_Programme")})
	if g.fresh(r, "NameAlias", "WholeName", "LastName") {
		g.Names = append(g.Names, alias{
			First: r.Get("NameAlias_FirstName"), Middle: r.Get("NameAlias_MiddleName"), Last: r.Get("NameAlias_LastName"), Whole: r.Get("NameAlias_WholeName"),
			Function: r.Get("NameAlias_Function"), Title: r.Get("NameAlias_Title"), Remarks: []string{r.Get("NameAlias_Remark")},
		})
	}
	if g.fresh(r, "Address", "Street", "City", "CountryIso2Code") {
		p := placeOf(r, "Address")
		p.Remarks = append(p.Remarks, r.Get("Address_ContactInfo"))
		g.Addresses = append(g.Addresses, p)
	}
	if g.fresh(r, "BirthDate", "BirthDate", "Year", "YearRangeFrom", "City") {
		g.Births = append(g.Births, birth{
			place: placeOf(r, "BirthDate"), Calendar: r.Get("BirthDate_CalendarType"), Circa: r.Get("BirthDate_Circa"), Date: r.Get("BirthDate_BirthDate"),
			Day: r.Get("BirthDate_Day"), Month: r.Get("BirthDate_Month"), Year: r.Get("BirthDate_Year"), From: r.Get("BirthDate_YearRangeFrom"), To: r.Get("BirthDate_YearRangeTo"),
		})
	}
	if g.fresh(r, "Identification", "Number") {
		g.Documents = append(g.Documents, identification{
			Kind: r.Get("Identification_TypeCode"), Number: r.Get("Identification_Number"), Latin: r.Get("Identification_LatinNumber"),
			ISO: r.Get("Identification_CountryIso2Code"), Country: r.Get("Identification_CountryDescription"), Diplomatic: r.Get("Identification_Diplomatic"),
			Expired: r.Get("Identification_KnownExpired"), False: r.Get("Identification_KnownFalse"), Lost: r.Get("Identification_ReportedLost"),
			Revoked: r.Get("Identification_RevokedByIssuer"), Until: r.Get("Identification_ValidTo"), Remarks: []string{r.Get("Identification_Remark")},
		})
	}
	if g.fresh(r, "Citizenship", "CountryIso2Code", "CountryDescription") {
		g.Citizen = append(g.Citizen, placeOf(r, "Citizenship"))
	}
}

func placeOf(r source.Row, part string) place {
	get := func(field string) string { return r.Get(part + "_" + field) }
	return place{
		Street: get("Street"), Box: get("PoBox"), City: get("City"), Zip: get("ZipCode"), Region: get("Region"), Place: get("Place"),
		ISO: get("CountryIso2Code"), Country: get("CountryDescription"), Remarks: []string{get("Remark")},
	}
}

// day brings a date of the CSV to ISO.
func day(s string) string {
	if t, err := time.Parse("02/01/2006", s); err == nil {
		return t.Format(time.DateOnly)
	}
	return s
}
