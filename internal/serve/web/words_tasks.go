package web

import "github.com/taupier-eu/taupier/internal/core"

// tasksWords are the words of questions to others and of what comes due.
var tasksWords = map[string]core.Text{
	"tasks": {EN: "Questions for me", FR: "Questions pour moi"}, "task": {EN: "A question for you", FR: "Une question pour vous"},
	"tasks_is":   {EN: "Somebody needs a fact that you can find out. Answer in plain words; what you do not know, say so. The answer goes back to whoever asked.", FR: "Quelqu'un a besoin d'un fait que vous pouvez établir. Répondez simplement ; ce que vous ne savez pas, dites-le. La réponse revient à qui l'a demandée."},
	"tasks_none": {EN: "No question waits for you.", FR: "Aucune question ne vous attend."},
	"task_due":   {EN: "Choose a day from today on, within a year.", FR: "Choisissez un jour à partir d'aujourd'hui, dans l'année."},
	"due":        {EN: "by {day}", FR: "avant le {day} inclus"}, "overdue": {EN: "overdue", FR: "en retard"},
	"answer": {EN: "Your answer", FR: "Votre réponse"}, "answer_write": {EN: "Send the answer", FR: "Envoyer la réponse"}, "answered": {EN: "You answered", FR: "Vous avez répondu"},
	"answered_lately": {EN: "Answered in the last seven days", FR: "Répondu ces sept derniers jours"},

	"tasks_asked":    {EN: "Questions to others", FR: "Questions à d'autres"},
	"tasks_ask":      {EN: "Ask somebody", FR: "Demander à quelqu'un"},
	"tasks_hidden":   {EN: "Whoever is asked sees these words and the day, and nothing of the case. Ask for a fact; leave out why, and the person's name where a number or a date will do.", FR: "Qui est sollicité voit ces mots et la date, et rien de l'affaire. Demandez un fait ; taisez le pourquoi, et le nom de la personne quand un numéro ou une date suffit."},
	"task_question":  {EN: "The question, in plain words", FR: "La question, en mots simples"},
	"task_to_label":  {EN: "Who could know", FR: "Qui peut le savoir"},
	"task_due_label": {EN: "Answer needed by", FR: "Réponse attendue avant le"},
	"task_roles":     {EN: "Everybody of a role; one answers", FR: "Toutes les personnes d'un rôle ; l'une répond"},
	"task_people":    {EN: "One person", FR: "Une personne"},
	"task_trustees":  {EN: "A trustee, when everybody of a role is concerned", FR: "Une personne de confiance, quand tout un rôle est concerné"},
	"task_send":      {EN: "Send the question", FR: "Envoyer la question"}, "task_withdraw": {EN: "Withdraw", FR: "Retirer"}, "task_withdrawn": {EN: "withdrawn", FR: "retirée"},
	"task_none": {EN: "Nothing was asked of others yet.", FR: "Rien n'a encore été demandé à d'autres."},

	"task_short": {EN: "Ask in a sentence: at least four words.", FR: "Posez la question en une phrase : au moins quatre mots."}, "task_empty": {EN: "The answer is empty.", FR: "La réponse est vide."},
	"task_to":            {EN: "Choose who is asked.", FR: "Choisissez à qui demander."},
	"task_concerned":     {EN: "This case concerns whom you chose: it is about them, about somebody who reports to them, or they were named as in conflict. Nothing was sent. Choose somebody else, such as a trustee.", FR: "Cette affaire concerne la personne choisie : elle porte sur elle, sur quelqu'un de son équipe, ou elle a été nommée comme étant en conflit. Rien n'a été envoyé. Choisissez quelqu'un d'autre, par exemple une personne de confiance."},
	"task_all_concerned": {EN: "This case concerns everybody who has that role, so nothing was sent. Ask a trustee instead: they stand at the end of the list.", FR: "Cette affaire concerne toutes les personnes de ce rôle : rien n'a été envoyé. Demandez plutôt à une personne de confiance, en fin de liste."},
	"task_no_holder":     {EN: "Nobody has that role here, so nothing was sent.", FR: "Personne n'a ce rôle ici : rien n'a été envoyé."},
	"task_not_owner":     {EN: "Whoever holds the case asks.", FR: "Qui a la charge de l'affaire pose les questions."},
	"task_ended":         {EN: "It was answered or withdrawn meanwhile.", FR: "La réponse a été donnée, ou la question retirée, entre-temps."},

	"tasks_waiting": {EN: "{n question waits|questions wait} for your answer.", FR: "{n question attend|questions attendent} votre réponse."},
	"tasks_late":    {EN: "{n is|are} overdue.", FR: "Dont {n} en retard."},
	"task_sealed":   {EN: "A question in a sealed case", FR: "Une question dans une affaire scellée"},
	"tasks_mine":    {EN: "What you asked others", FR: "Ce que vous avez demandé à d'autres"},

	"role_hr": {EN: "Human resources", FR: "Ressources humaines"}, "role_it": {EN: "IT", FR: "Informatique"}, "role_payroll": {EN: "Payroll", FR: "Paie"}, "role_recruiter": {EN: "Recruitment", FR: "Recrutement"},
}
