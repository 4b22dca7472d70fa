package bundle

import "github.com/taupier-eu/taupier/internal/core"

// words are what the verifier says, for somebody who knows courts and not this program.
var words = map[string]core.Text{
	"says_archive":       {EN: "The archive is whole: {n} files.", FR: "L'archive est entière : {n} fichiers."},
	"because_archive":    {EN: "Files are stored in one fixed form. The archive was written anew from its own files and is the same, byte for byte; nothing is hidden between them.", FR: "Les fichiers sont rangés sous une seule forme. L'archive a été réécrite à partir de ses propres fichiers et elle est identique, octet pour octet ; rien n'est caché entre eux."},
	"says_files":         {EN: "Each of {n} files is the one that the manifest lists.", FR: "Chacun des {n} fichiers est celui que liste le manifeste."},
	"because_files":      {EN: "The SHA-256 of every file was computed here and compared. No way is known to make another file with the same SHA-256.", FR: "Le SHA-256 de chaque fichier a été calculé ici et comparé. On ne connaît aucun moyen de fabriquer un autre fichier de même SHA-256."},
	"says_checkpoint":    {EN: "The ledger {origin} was signed on {at}, when it had {n} entries.", FR: "Le registre {origin} a été signé le {at}, alors qu'il comptait {n} inscriptions."},
	"because_checkpoint": {EN: "The signature (Ed25519) over the root of the ledger fits the public key. Only whoever holds the private key can make one.", FR: "La signature (Ed25519) de la racine du registre correspond à la clé publique. Seul le détenteur de la clé privée peut en produire une."},
	"says_entries":       {EN: "{n} entries stood in that ledger, each at its place.", FR: "{n} inscriptions figuraient dans ce registre, chacune à sa place."},
	"because_entries":    {EN: "From each entry, and the hashes that come with it, the signed root was computed anew (RFC 6962). Changing a letter of an entry, or its place, gives another root.", FR: "À partir de chaque inscription, et des empreintes qui l'accompagnent, la racine signée a été recalculée (RFC 6962). Changer une lettre d'une inscription, ou sa place, donne une autre racine."},
	"says_export":        {EN: "This bundle was recorded before it left: entry {seq}, on {at}, by {by}.", FR: "Ce dossier a été inscrit avant de partir : inscription {seq}, le {at}, par {by}."},
	"because_export":     {EN: "That entry commits to the SHA-256 of the manifest, which lists all files and entries of the bundle. None of them was exchanged since.", FR: "Cette inscription engage le SHA-256 du manifeste, qui liste tous les fichiers et toutes les inscriptions du dossier. Rien n'a été échangé depuis."},
	"says_evidence":      {EN: "Evidence {n} is what came in on {at}, put in by {by} (entry {seq}). SHA-256 {sum}", FR: "La pièce {n} est celle qui est arrivée le {at}, versée par {by} (inscription {seq}). SHA-256 {sum}"},
	"because_evidence":   {EN: "The entry of that moment commits to the SHA-256 of the file; the file here has the same.", FR: "L'inscription de ce moment engage le SHA-256 du fichier ; le fichier présent a le même."},
	"says_erased":        {EN: "Evidence {n} was entered on {at} by {by} (entry {seq}). SHA-256 today {sum}", FR: "La pièce {n} a été inscrite le {at} par {by} (inscription {seq}). SHA-256 à ce jour {sum}"},
	"because_erased":     {EN: "What that entry said was erased under the rules on data protection, so that the file of that day cannot be compared; the file is the one that the bundle was made with.", FR: "Ce que disait cette inscription a été effacé au titre de la protection des données : le fichier de ce jour-là ne peut pas être comparé ; le fichier est celui avec lequel le dossier a été fait."},
	"says_stamp":         {EN: "{n} of these entries were there before {before}, says the time-stamp authority {by}.", FR: "{n} de ces inscriptions existaient avant le {before}, dit l'autorité d'horodatage {by}."},
	"because_stamp":      {EN: "The authority signed, at that time, the hash of a root of the ledger (RFC 3161), and each of these entries stood under that root. Its certificate was issued by one that you chose.", FR: "L'autorité a signé, à cette heure, l'empreinte d'une racine du registre (RFC 3161), et chacune de ces inscriptions figurait sous cette racine. Son certificat a été émis par une autorité que vous avez choisie."},

	"says_stamped":           {EN: "Evidence {n} was there before {before} at the latest, says {by}; the server says that it came in on {at}.", FR: "La pièce {n} existait au plus tard avant le {before}, dit {by} ; le serveur dit qu'elle est arrivée le {at}."},
	"because_stamped":        {EN: "The entry that commits to the SHA-256 of the file is one of those that the authority's stamp covers.", FR: "L'inscription qui engage le SHA-256 du fichier est l'une de celles que couvre l'horodatage de l'autorité."},
	"says_stamped_erased":    {EN: "Entry {seq}, by which evidence {n} came in, was there before {before}, says {by}.", FR: "L'inscription {seq}, par laquelle la pièce {n} est arrivée, existait avant le {before}, dit {by}."},
	"because_stamped_erased": {EN: "What that entry said was erased under the rules on data protection: the time is that of the entry, and of the file nothing can be said.", FR: "Ce que disait cette inscription a été effacé au titre de la protection des données : l'heure est celle de l'inscription, et rien ne peut être dit du fichier."},

	"broken_archive":    {EN: "The archive does not hold: it was changed, cut or added to after it was made", FR: "L'archive ne tient pas : elle a été modifiée, coupée ou complétée après sa fabrication"},
	"broken_manifest":   {EN: "The manifest does not hold: it is not one, or was changed", FR: "Le manifeste ne tient pas : ce n'en est pas un, ou il a été modifié"},
	"broken_list":       {EN: "A file is missing from the bundle, or is one too many", FR: "Un fichier manque au dossier, ou est de trop"},
	"broken_file":       {EN: "A file is not the one that was put into the bundle", FR: "Un fichier n'est pas celui qui a été mis dans le dossier"},
	"broken_checkpoint": {EN: "The signed root of the ledger does not hold: it was changed, or another key signed it", FR: "La racine signée du registre ne tient pas : elle a été modifiée, ou une autre clé l'a signée"},
	"broken_entry":      {EN: "An entry of the ledger does not hold: it was changed, moved, or was never in the ledger that was signed", FR: "Une inscription du registre ne tient pas : elle a été modifiée, déplacée, ou n'a jamais été dans le registre signé"},
	"broken_export":     {EN: "The ledger recorded another bundle than this one", FR: "Le registre a inscrit un autre dossier que celui-ci"},
	"broken_evidence":   {EN: "An item of evidence is not the one that came in", FR: "Une pièce n'est pas celle qui est arrivée"},
	"broken_stamp":      {EN: "A time stamp does not hold: it was changed, is of something else, or of another authority than those named", FR: "Un horodatage ne tient pas : il a été modifié, porte sur autre chose, ou vient d'une autre autorité que celles nommées"},
	"broken_unstamped":  {EN: "No time stamp is in the bundle: nothing but the server itself says when its evidence was there", FR: "Le dossier ne contient aucun horodatage : rien d'autre que le serveur lui-même ne dit quand ses pièces existaient"},

	"limit_truth":    {EN: "that what a file says is true, or who made it before it was put in;", FR: "que le contenu d'un fichier soit vrai, ni qui l'a produit avant son versement ;"},
	"limit_whole":    {EN: "that nothing else exists: other evidence, other entries, other cases;", FR: "que rien d'autre n'existe : d'autres pièces, d'autres inscriptions, d'autres affaires ;"},
	"limit_time":     {EN: "the time by a clock other than the server's: no time-stamping authority (RFC 3161) signed here;", FR: "l'heure d'une autre horloge que celle du serveur : aucune autorité d'horodatage (RFC 3161) n'a signé ici ;"},
	"limit_unlooked": {EN: "the time by a clock other than the server's: {n} time stamps (RFC 3161) are in the bundle, each whole, and were held against no authority that you chose: give its certificates with --tsa-ca;", FR: "l'heure d'une autre horloge que celle du serveur : le dossier contient {n} horodatages (RFC 3161), entiers, mais aucun n'a été confronté à une autorité que vous auriez choisie : donnez ses certificats avec --tsa-ca ;"},
	"limit_after":    {EN: "since when evidence {n} was there, by a clock other than the server's: it came in after the last time stamp in the bundle;", FR: "depuis quand la pièce {n} existait, selon une autre horloge que celle du serveur : elle est arrivée après le dernier horodatage du dossier ;"},
	"limit_revoked":  {EN: "whether the certificate of a time-stamp authority was revoked: that takes a network;", FR: "si le certificat d'une autorité d'horodatage a été révoqué : il y faudrait un réseau ;"},
	"limit_key":      {EN: "that whoever holds the signing key did not write another history and sign it: a checkpoint that somebody else kept shows that.", FR: "que le détenteur de la clé de signature n'ait pas écrit une autre histoire pour la signer : un point de contrôle gardé par quelqu'un d'autre le montre."},
}

// What the command says around the steps.
var (
	Holds    = core.Text{EN: "The bundle holds.", FR: "Le dossier tient."}
	OwnKey   = core.Text{EN: "The key came with the bundle: it shows that nothing broke, not who signed. Compare it with the ledger's public key that you got another way:", FR: "La clé est venue avec le dossier : elle montre que rien n'est altéré, pas qui a signé. Comparez-la avec la clé publique du registre que vous avez reçue par une autre voie :"}
	NotShown = core.Text{EN: "What this does not show:", FR: "Ce que cela ne montre pas :"}
)
