package report

import (
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// words are the fixed words of tables and pages. The words of findings come from the catalogue.
var words = map[string]core.Text{
	"title":        {EN: "Contradictions to clear up", FR: "Contradictions à éclaircir"},
	"day":          {EN: "As of", FR: "État au"},
	"people":       {EN: "people", FR: "personnes"},
	"records":      {EN: "records read", FR: "enregistrements lus"},
	"rejected":     {EN: "not usable", FR: "inutilisables"},
	"none":         {EN: "Nothing to ask", FR: "Rien à demander"},
	"ask":          {EN: "To ask", FR: "À demander"},
	"review":       {EN: "To review this week", FR: "À examiner cette semaine"},
	"urgent":       {EN: "To review now", FR: "À examiner maintenant"},
	"score":        {EN: "sum", FR: "somme"},
	"questions":    {EN: "questions", FR: "questions"},
	"question":     {EN: "question", FR: "question"},
	"innocent":     {EN: "Ordinary explanations", FR: "Explications ordinaires"},
	"first_ask":    {EN: "Start here", FR: "Commencer par là"},
	"if_explained": {EN: "if an ordinary explanation holds, what is left is", FR: "si une explication ordinaire tient, il reste"},
	"ask_next":     {EN: "Ask or check next", FR: "À demander ou à vérifier"},
	"evidence":     {EN: "Evidence", FR: "Éléments"},
	"unknown":      {EN: "Could not be checked", FR: "N'a pas pu être vérifié"},
	"verify":       {EN: "To verify before the contract", FR: "À vérifier avant le contrat"},
	"verifyis":     {EN: "The same for everybody who states such things; it counts in no sum and says nothing about the person.", FR: "La même chose pour quiconque déclare de tels éléments ; cela n'entre dans aucune somme et ne dit rien de la personne."},
	"links":        {EN: "Who shares what", FR: "Qui partage quoi"},
	"cluster":      {EN: "Group", FR: "Groupe"},
	"because":      {EN: "because of", FR: "en raison de"},
	"stated":       {EN: "relation stated", FR: "lien déclaré"},
	"nobody":       {EN: "Nobody at this level.", FR: "Personne à ce niveau."},
	"inputs":       {EN: "What was read", FR: "Ce qui a été lu"},
	"problems":     {EN: "What could not be used", FR: "Ce qui n'a pas pu être utilisé"},
	"file":         {EN: "File", FR: "Fichier"},
	"kind":         {EN: "Kind", FR: "Nature"},
	"line":         {EN: "line", FR: "ligne"},
	"unassigned":   {EN: "events belong to accounts or devices that no dossier names", FR: "événements viennent de comptes ou d'appareils qu'aucun dossier ne nomme"},
	"counts":       {EN: "counts", FR: "compte pour"},
	"of":           {EN: "of", FR: "sur"},
	"howto":        {EN: "Each line below is a question, not an accusation. It comes from a contradiction between what was stated and what was seen, or from something that people who state no relation share. None of them looks at a name, a nationality, a language, a sex or an age. Read the evidence, try the ordinary explanations first, ask, then decide: people decide, not this page.", FR: "Chaque ligne ci-dessous est une question, pas une accusation. Elle vient d'une contradiction entre ce qui a été déclaré et ce qui a été vu, ou d'une chose que partagent des personnes qui ne déclarent aucun lien. Aucune ne regarde un nom, une nationalité, une langue, un sexe ou un âge. Lisez les éléments, essayez d'abord les explications ordinaires, demandez, puis décidez : ce sont des personnes qui décident, pas cette page."},
	"sumis":        {EN: "The sum adds what each question counts, in hundredths of log odds; each family is capped, so that five oddities of one kind are one oddity.", FR: "La somme additionne ce que compte chaque question, en centièmes de logarithme de cote ; chaque famille est plafonnée : cinq bizarreries d'un même ordre n'en font qu'une."},
	"shares":       {EN: "share", FR: "partagent"},
	"undated":      {EN: "without a date", FR: "sans date"},
	"and":          {EN: "and", FR: "et"},
	"more_files":   {EN: "more in this folder", FR: "de plus dans ce dossier"},
	"more":         {EN: "more", FR: "de plus"},
	"screening":    {EN: "Official lists", FR: "Listes officielles"},
	"screen_none":  {EN: "Nobody was compared with official lists: none was given, and none is installed.", FR: "Personne n'a été comparé aux listes officielles : aucune n'a été donnée ni n'est installée."},
	"screen_no":    {EN: "No dossier comes near an entry.", FR: "Aucun dossier ne s'approche d'une entrée."},
	"screen_is":    {EN: "A legal duty with its own procedure: nothing here counts in any sum. A name alone says little; the facts beside it decide. Answer a hit in the person's dossier under identity.screened, and it is not asked again while the entry stays as it is.", FR: "Une obligation légale, avec sa propre procédure : rien ici n'entre dans une somme. Un nom seul dit peu ; ce sont les faits à côté qui tranchent. Répondez dans le dossier de la personne, sous identity.screened : la question n'est plus posée tant que l'entrée ne change pas."},
	"compared":     {EN: "compared with", FR: "comparées à"},
	"entries":      {EN: "entries", FR: "entrées"},
	"to_answer":    {EN: "to answer", FR: "à traiter"},
	"near":         {EN: "near-certain", FR: "quasi certaines"},
	"agrees":       {EN: "What agrees", FR: "Ce qui concorde"},
	"differs":      {EN: "What tells them apart", FR: "Ce qui les distingue"},
	"to_close":     {EN: "To close the question", FR: "Pour clore la question"},
	"entry":        {EN: "entry", FR: "entrée"},
	"version":      {EN: "version", FR: "version"},
	"check":        {EN: "Compare the facts", FR: "Comparer les faits"},
	"near-certain": {EN: "Stop and ask the authority", FR: "Suspendre et saisir l'autorité"},
	"closed":       {EN: "Answered", FR: "Répondu"},
	"other_person": {EN: "another person", FR: "une autre personne"},
	"same_person":  {EN: "the same person", FR: "la même personne"},
	"first":        {EN: "Who first", FR: "Qui d'abord"},
	"stage":        {EN: "stage", FR: "étape"},
	"application":  {EN: "application", FR: "candidature"},
	"interview":    {EN: "interview", FR: "entretien"},
	"hired":        {EN: "hired", FR: "recrutement"},
	"employed":     {EN: "employed", FR: "en poste"},
	"leaving":      {EN: "leaving", FR: "départ"},

	"person": {EN: "Dossier", FR: "Dossier"},
	"level":  {EN: "Level", FR: "Niveau"},
	"sum":    {EN: "sum", FR: "somme"},
	"why":    {EN: "Why", FR: "Pourquoi"},
	"what":   {EN: "What, and what to do", FR: "Quoi, et que faire"},
	"files":  {EN: "files", FR: "fichiers"},
	"below":  {EN: "further dossiers are below this level and not listed.", FR: "autres dossiers sont sous ce niveau et ne sont pas listés."},

	"family.application": {EN: "application", FR: "candidature"},
	"family.contact":     {EN: "contact", FR: "coordonnées"},
	"family.presence":    {EN: "online presence", FR: "présence en ligne"},
	"family.interview":   {EN: "interview", FR: "entretien"},
	"family.identity":    {EN: "identity check", FR: "contrôle d'identité"},
	"family.shipping":    {EN: "delivery", FR: "livraison"},
	"family.payment":     {EN: "payment", FR: "paiement"},
	"family.network":     {EN: "network", FR: "réseau"},
	"family.endpoint":    {EN: "device", FR: "poste"},
	"family.behaviour":   {EN: "use", FR: "usage"},
	"family.exit":        {EN: "departure", FR: "départ"},
	"family.link":        {EN: "shared", FR: "partage"},

	"strength.weak":   {EN: "weak", FR: "faible"},
	"strength.medium": {EN: "medium", FR: "moyen"},
	"strength.strong": {EN: "strong", FR: "fort"},
	"strength.grave":  {EN: "grave", FR: "grave"},
}

// word is a fixed word in the view's language. A word that is missing is a mistake of ours.
func (v View) word(key string) string {
	t, ok := words[key]
	if !ok {
		panic("BUG: no word for " + key)
	}
	return t.In(v.Lang)
}

// colon and semicolon stand between words, with the space that French has before them.
func (v View) colon() string { return v.mark(":") }

func (v View) semicolon() string { return v.mark(";") }

func (v View) mark(sign string) string {
	if v.Lang == core.French {
		sign = "\u00a0" + sign
	}
	return sign + " "
}

// number writes n with thousands apart: 1,234 in English, 1 234 in French (narrow no-break space).
func (v View) number(n int) string {
	s := strconv.Itoa(n)
	sep := ","
	if v.Lang == core.French {
		sep = "\u202f"
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b.WriteString(sep)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sum writes hundredths as a decimal: 8.40 in English, 8,40 in French.
func (v View) sum(hundredths int) string {
	s := strconv.FormatFloat(float64(hundredths)/100, 'f', 2, 64)
	if v.Lang == core.French {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// day writes the day of the report.
func (v View) day() string {
	if v.Lang == core.French {
		return v.Now.Format("02/01/2006")
	}
	return v.Now.Format("2006-01-02")
}

// plural picks "question" or "questions".
func (v View) questions(n int) string {
	if n == 1 {
		return "1 " + v.word("question")
	}
	return v.number(n) + " " + v.word("questions")
}

// Kind names a kind of trait, such as "delivery address".
func Kind(k core.TraitKind, lang core.Lang) string { return link.Name(k).In(lang) }
