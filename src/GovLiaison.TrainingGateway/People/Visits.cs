using System.Collections.Concurrent;
using System.Globalization;

namespace GovLiaison.TrainingGateway.People;

/// <summary>What people do on the pages behind their links.</summary>
internal sealed partial class Visits(Phone phone, PeopleQueue queue, PeopleTally tally, Inbox inbox, ILogger<Visits> logger)
{
    private readonly ConcurrentDictionary<string, PhoneSession> _officers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A link from a card or an SMS. The page says who it takes the visitor for.</summary>
    public async Task OpenLinkAsync(Act act, CancellationToken cancellationToken)
    {
        var (_, to, link) = act.Unpack();
        var session = _officers.GetValueOrDefault(to) ?? new PhoneSession();
        if (await phone.OpenAsync(session, link, cancellationToken) is not { } page)
            return;
        tally.Did("opened");
        inbox.Did(act.Kind == ActKind.CardOpen ? "wecom" : "sms", to, "opened");
        if (page.FormWith("enter") is { } door)
        {
            if (await phone.PressAsync(session, page, door, door.Button("enter")!, null, cancellationToken) is not { } inside)
                return;
            tally.Did("entered");
            await ConfirmAsync(act, session, inside, cancellationToken);
        }
        else if (act.Kind == ActKind.CardOpen)
        {
            await ConfirmAsync(act, session, page, cancellationToken);
        }
        else
        {
            await AnswerAsync(to, session, page, cancellationToken);
        }
    }

    /// <summary>One household of the officer's list.</summary>
    public async Task MarkAsync(Act act, CancellationToken cancellationToken)
    {
        var (_, to, rest) = act.Unpack();
        var door = int.Parse(rest, CultureInfo.InvariantCulture);
        if (!_officers.TryGetValue(to, out var session) || await phone.OpenAsync(session, "/o", cancellationToken) is not { } page)
            return;
        if (page.FormWith("mark") is null && HtmlForms.Link(page.Html, "/households") is { } list)
            page = await phone.OpenAsync(session, list, cancellationToken) ?? page;
        var value = Temperament.DoorMark(queue.Seed, to, door);
        var forms = page.Forms.Where(f => f.Button("mark", value) is not null).ToList();
        if (forms.Count == 0)
        {
            // a village whose alert has ended, or where nobody is left to mark
            tally.Did("found no household to mark");
            return;
        }

        // the list shrinks or keeps its order as the page likes; walking down it visits different doors either way
        var form = forms[door % forms.Count];
        if (await phone.PressAsync(session, page, form, form.Button("mark", value)!, null, cancellationToken) is not null)
            tally.Did("marked " + value);
        if (door + 1 < Temperament.DoorsToMark(queue.Seed, to))
            queue.Add(act.Next(ActKind.Mark, queue.Hurry(Temperament.DoorDelay(queue.Seed, to, door + 1)), (door + 1).ToString(CultureInfo.InvariantCulture)));
    }

    private async Task ConfirmAsync(Act act, PhoneSession session, SeenPage page, CancellationToken cancellationToken)
    {
        var (_, to, _) = act.Unpack();
        _officers[to] = session;
        if (page.FormWith("answer", "received") is not { } form)
        {
            // a second card, or one of an alert that has ended: the page stands, and asks nothing any more
            if (HtmlForms.Link(page.Html, "/households") is null)
                Miss("officer's answer");
            else
                tally.Did("found nothing to confirm");
            return;
        }

        if (await phone.PressAsync(session, page, form, form.Button("answer", "received")!, null, cancellationToken) is null)
            return;
        tally.Did("confirmed");
        queue.Add(act.Next(ActKind.Mark, queue.Hurry(Temperament.DoorDelay(queue.Seed, to, 0)), "0"));
    }

    private async Task AnswerAsync(string to, PhoneSession session, SeenPage page, CancellationToken cancellationToken)
    {
        var answer = Temperament.NeedsHelp(queue.Seed, to) ? "help" : "received";
        if (page.FormWith("answer", answer) is not { } form)
        {
            if (page.FormWith("answer") is null)
                Miss($"resident's {answer}");
            else
                tally.Did("found nothing to answer");
            return;
        }

        var note = answer is "help" ? Temperament.HelpNote(queue.Seed, to) : null;
        var next = await phone.PressAsync(session, page, form, form.Button("answer", answer)!, note, cancellationToken);
        // a page may ask for the note only after the button
        if (next is not null && note is not null && form.NoteField is null && next.FormWith("answer", "help") is { NoteField: not null } second)
            next = await phone.PressAsync(session, next, second, second.Button("answer", "help")!, note, cancellationToken);
        if (next is not null)
            tally.Did("answered " + answer);
    }

    private void Miss(string what)
    {
        // the first of each thousand: a page that lost its form would otherwise fill the log
        if (tally.Missed(what) % 1000 == 1)
            Log.FormMissed(logger, what);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A page lacks the form for: {What}")]
        public static partial void FormMissed(ILogger logger, string what);
    }
}
