package demo

import "strings"

// A group holds given names and family names that are often met together. A person's group, like the
// name itself, is drawn before anybody has a part to play.
type group struct {
	nation      string
	given, last string
}

var groups = []group{
	{"FR", "Camille Louise Chloé Manon Léa Juliette Hugo Théo Antoine Mathieu Nicolas Baptiste Élise Aurélie Sébastien Thomas", "Lefèvre Moreau Girard Fontaine Marchand Perrin Barbier Chevalier Roussel Blanchard Garnier Faure Mercier Dufour"},
	{"FR", "Gwenaëlle Maëlle Yann Erwan Gaël Nolwenn Soazig Ronan Loïc Tanguy Enora Malo", "Le_Goff Kervella Guivarch Prigent Tanguy Riou Morvan Le_Bihan Kerneis Quéméneur Cadiou Salaün"},
	{"BE", "Lotte Emma Wout Jeroen Élodie Maxime Femke Stijn", "Peeters Janssens Maes Claes Dubois Lambert Wouters Goossens"},
	{"DE", "Anna Lena Jonas Lukas Katharina Moritz Annika Felix Heike Stefan", "Bergmann Vogel Lindner Keller Brandt Sommer Hartwig Seidel Winkler Ebert"},
	{"NL", "Sanne Daan Anouk Bram Marieke Thijs", "de_Vries Bakker Visser Mulder Dijkstra Hoekstra"},
	{"ES", "Lucía Marta Pablo Álvaro Inés Diego Carmen Javier", "Navarro Iglesias Vega Cabrera Molina Serrano Prieto Gallego"},
	{"PT", "Inês Beatriz Tiago Rui Mariana Duarte Joana Nuno", "Carvalho Pinheiro Teixeira Moreira Nogueira Barros Freitas Tavares"},
	{"IT", "Giulia Chiara Matteo Lorenzo Elisa Davide Francesca Marco", "Ferraro Marchetti Bellini Rizzo Conti Gallo Villa Sartori"},
	{"PL", "Agnieszka Zofia Marek Piotr Kasia Tomasz Ewa Paweł", "Kowalczyk Zielińska Wrona Mazur Pawlak Sikora Borkowski Lis"},
	{"CZ", "Tereza Jana Jakub Ondřej Petra Vojtěch", "Dvořák Horák Malá Procházka Kučera Beneš"},
	{"RO", "Andreea Ioana Radu Mihai Elena Vlad", "Ionescu Dumitru Stan Munteanu Rusu Georgescu"},
	{"UA", "Oksana Iryna Andriy Taras Yuliya Dmytro", "Kovalenko Shevchuk Bondar Melnyk Tkachenko Savchenko"},
	{"GR", "Eleni Katerina Nikos Giorgos Sofia Yannis", "Papadakis Nikolaou Georgiou Makris Vlachos Economou"},
	{"SE", "Astrid Linnea Erik Oskar Ingrid Nils", "Lindqvist Bergström Nyström Sandberg Holm Ekberg"},
	{"IE", "Aoife Niamh Ciarán Conor Siobhán Declan", "Gallagher Doyle Brennan Nolan Keane Foley"},
	{"GB", "Hannah Grace Oliver Harry Rhiannon Callum", "Whitfield Marsh Hughes Fraser Pemberton Ashworth"},
	{"MA", "Salma Nadia Youssef Karim Imane Mehdi Samira Omar", "Benali Haddad El_Amrani Tazi Bennani Cherkaoui Mansouri Ziani"},
	{"TN", "Amel Rim Sami Walid", "Trabelsi Gharbi Jaziri Ben_Salah"},
	{"SN", "Awa Fatou Mamadou Ousmane Aminata Ibrahima", "Diop Ndiaye Fall Sarr Gueye Faye"},
	{"CI", "Adjoua Koffi Aya Yao", "Kouassi Koné Touré Bamba"},
	{"NG", "Chioma Ngozi Emeka Tunde Ifeoma Segun", "Okafor Adeyemi Eze Balogun Nwosu Okoro"},
	{"KE", "Wanjiru Achieng Kamau Otieno", "Mwangi Odhiambo Njoroge Kiprop"},
	{"ET", "Selam Hanna Dawit Yonas", "Tesfaye Bekele Alemu Girma"},
	{"TR", "Elif Zeynep Emre Can Defne Burak", "Yıldız Aydın Demirci Şahin Kaya Arslan"},
	{"LB", "Rana Maya Ziad Karam", "Khoury Haddad Saab Nassar"},
	{"IN", "Priya Ananya Arjun Rohan Kavya Vikram Meera Sanjay", "Sharma Iyer Nair Reddy Kulkarni Banerjee Menon Desai"},
	{"LK", "Dilini Nuwan Tharindu Sachini", "Perera Fernando Jayawardena Silva"},
	{"VN", "Linh Mai Minh Quang Thảo Tuấn", "Nguyễn Trần Lê Phạm Hoàng Võ"},
	{"CN", "Xiaoyu Meiling Wei Jian Lin Hao Yifan Rui", "Wang Chen Liu Zhang Huang Zhou Wu Sun"},
	{"KR", "Jiwoo Minseo Hyun Seojin Yuna Junho", "Kim Park Choi Jung Kang Yoon"},
	{"JP", "Haruka Yui Kenji Ren Aiko Sota", "Tanaka Mori Ishikawa Kobayashi Ono Hayashi"},
	{"PH", "Maricel Jasmine Paolo Rafael", "Santos Bautista Villanueva Ramos"},
	{"BR", "Larissa Thiago Camila Rafael", "Oliveira Souza Almeida Ribeiro"},
	{"CO", "Valentina Andrés Daniela Felipe", "Restrepo Ospina Cárdenas Mejía"},
}

// middle names tell people of one name apart.
const middles = "ABCDEFGHIJKLMNOPRSTVW"

// name is what somebody is called. It has no bearing on anything else that is drawn.
type name struct {
	given, last, nation string
	ascii               string // given.last in plain letters
}

func (n name) full() string { return n.given + " " + n.last }

// christen names everybody, in order of id, before parts are given out. No two people have one name.
func christen(seed int64, ids []string) []name {
	taken := make(map[string]bool, len(ids))
	out := make([]name, len(ids))
	for i, id := range ids {
		r := drawn(seed, "name", id)
		for {
			n := drawName(r)
			if !taken[n.ascii] {
				taken[n.ascii] = true
				out[i] = n
				break
			}
		}
	}
	return out
}

func drawName(r *rnd) name {
	g := groups[r.n(len(groups))]
	if r.chance(35) { // most of a Breton company is from nearby
		g = groups[r.n(2)]
	}
	family := g
	if r.chance(20) { // families mix
		family = groups[r.n(len(groups))]
	}
	given := pick(r, strings.Fields(g.given))
	last := strings.ReplaceAll(pick(r, strings.Fields(family.last)), "_", " ")
	if r.chance(60) {
		given += " " + middles[r.n(len(middles)):][:1] + "."
	}
	if r.chance(25) {
		last += "-" + strings.ReplaceAll(pick(r, strings.Fields(groups[r.n(len(groups))].last)), "_", " ")
	}
	return name{given: given, last: last, nation: g.nation, ascii: plain(given) + "." + plain(last)}
}

var plainer = strings.NewReplacer(
	"à", "a", "á", "a", "ã", "a", "ä", "a", "ă", "a", "ạ", "a", "ả", "a", "ấ", "a", "ầ", "a",
	"ç", "c", "č", "c", "ć", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "ě", "e", "ễ", "e",
	"í", "i", "ï", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n", "ó", "o", "ô", "o", "ö", "o", "ø", "o", "õ", "o",
	"ř", "r", "š", "s", "ș", "s", "ş", "s", "ü", "u", "ú", "u", "ů", "u", "ý", "y", "ž", "z", "ź", "z", "ż", "z",
	"â", "a", "ö", "o", "ğ", "g", "Á", "a", "É", "e", "Ș", "s", "Ş", "s", "İ", "i",
)

// plain is a name in the letters of a sign-in name.
func plain(s string) string {
	s = plainer.Replace(strings.ToLower(plainer.Replace(s)))
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c == '-':
			b = append(b, c)
		case c == ' ':
			b = append(b, '-')
		}
	}
	return strings.TrimRight(string(b), "-")
}

// Called is the name of somebody of a company that is not told as a story: two may have the same.
func Called(seed int64, id string) string { return drawName(drawn(seed, "name", id)).full() }
