using System.Globalization;
using Ledger.Host.Search;
using Ledger.Host.Statements;
using Ledger.Intake;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Proofs;
using Ledger.Sealing;
using Microsoft.AspNetCore.Components;

namespace Ledger.Host.Web.Work;

/// <summary>
/// A form by which an officer says something: filled in, previewed, confirmed. The preview records nothing; the event's id and time are fixed there and travel with
/// the values, so that what is confirmed is what was shown, and confirmed twice is recorded once.
/// </summary>
[Uploads]
public abstract class WorkPage : ConsolePage
{
    static readonly TimeSpan FoldedWithin = TimeSpan.FromSeconds(2), Nap = TimeSpan.FromMilliseconds(15);

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    [Inject]
    internal FillRandom Random { get; set; } = null!;

    [Inject]
    internal IReadModelStore Models { get; set; } = null!;

    /// <summary>What was typed.</summary>
    public WorkForm Form { get; } = new();

    /// <summary>What would come of it; null while it is filled in.</summary>
    public EventsPreview? Preview { get; private set; }

    /// <summary>Why it cannot be recorded as it is.</summary>
    public Refusal? Refusal { get; protected set; }

    /// <summary>Whether there is anything to fill in: not where what the form is about does not exist.</summary>
    public bool IsOpen { get; protected set; } = true;

    /// <summary>The operator's registers.</summary>
    public OperatorRegisters Registers { get; private set; } = OperatorRegisters.Empty;

    /// <summary>Names of what the registers hold.</summary>
    public WorkNames Names => field ??= new(Registers, Clock.GetUtcNow(), Words);

    /// <summary>What an officer can choose from.</summary>
    internal WorkChoices Choices => field ??= new(Language, Words, Names, Registers);

    /// <summary>The moment that is fixed at the preview, for what happened now.</summary>
    protected DateTimeOffset At => Form.Text("at") is { } fixedAt && DateTimeOffset.TryParse(fixedAt, CultureInfo.InvariantCulture, out var at) ? at : Clock.GetUtcNow();

    /// <summary>What shows beside a preview, such as what would change for whom.</summary>
    public virtual RenderFragment? Beside => null;

    /// <summary>What the form says, from what was typed; null, with mistakes marked, where that cannot be.</summary>
    internal abstract Task<IReadOnlyList<OfficerEvent>?> Said();

    /// <summary>Works out what shows beside the preview.</summary>
    internal virtual Task Previewed() => Task.CompletedTask;

    /// <summary>Fills the form in before it is shown first.</summary>
    protected virtual Task Begin() => Task.CompletedTask;

    /// <summary>Finds what the form is about, at every request.</summary>
    protected virtual Task Find() => Task.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        Registers = (await Mediator.Send(new ReadRegisters(Actor), Cancel)).Value;
        if (HttpMethods.IsPost(Context.Request.Method)) await Form.Read(Context);
        await Find();
        if (IsOpen && !HttpMethods.IsPost(Context.Request.Method)) await Begin();
    }

    /// <summary>Takes a posted form.</summary>
    public async Task Post()
    {
        if (IsOpen && Form.Step is "preview" or "confirm" && await Said() is { } said && Form.IsRight) await Take(said);
        StateHasChanged();
    }

    async Task Take(IReadOnlyList<OfficerEvent> said)
    {
        if (Form.Text("event") is null) Form.Put("event", Random.NewName());
        if (Form.Text("at") is null) Form.Put("at", Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var (id, at) = (Form.Text("event")!, At);
        var events = said.Select((one, place) => (ReadOnlyMemory<byte>)(one with
        {
            Source = OfficerEvent.Console, Id = place == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}n{place}"), Time = one.Time ?? at,
        }).Write(at)).ToList();
        Refusal = Form.Step == "confirm" ? await Record(events) : await Show(events);
        if (Refusal?.Path is { } path && Place(path) is { } field) Form.Wrong(field, RefusalWords.Of(Refusal));
    }

    async Task<Refusal?> Show(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var outcome = await Mediator.Send(new PreviewEvents(events, Actor), Cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        Preview = outcome.Value;
        await Previewed();
        return null;
    }

    async Task<Refusal?> Record(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var outcome = await Mediator.Send(new PublishEvents(events, Actor), Cancel);
        if (outcome.Refusal is { } refusal) return refusal;
        var receipt = outcome.Value[0];
        await Folded(outcome.Value.Max(one => one.Index));
        Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"{OfficerConsole.Root}/tasks/receipt/{receipt.Index}{(receipt.Duplicate ? "?again=yes" : "")}"));
        return null;
    }

    /// <summary>Pages that follow show what was recorded: they are read from rows, which are folded within milliseconds.</summary>
    async Task Folded(long index)
    {
        for (var began = Clock.GetTimestamp(); await Models.Current.Position(Cancel) <= index && Clock.GetElapsedTime(began) < FoldedWithin;) await Task.Delay(Nap, Cancel);
    }

    /// <summary>The field that a place of the event comes from: that of its name, unless the form says otherwise.</summary>
    protected virtual string? Place(string path)
    {
        var name = path.StartsWith("$.data.", StringComparison.Ordinal) ? path["$.data.".Length..].Split('.', '[')[0] : path.TrimStart('$', '.');
        return name switch { "subject" => "person", "time" => null, _ => Form.Text(name) is null ? null : name };
    }

    /// <summary>The person a token in the address means, by the operator's own id; null where nobody knows.</summary>
    protected async Task<string?> IdOf(string? token) =>
        token is { Length: > 0 and <= 64 } && await Mediator.Send(new NamePerson(token, Actor), Cancel) is { Refusal: null, Value: var id } ? id : null;

    /// <summary>The person that a field names by the operator's own id; a mistyped one must not become known by a letter.</summary>
    protected async Task<string?> Person(string name, bool needed)
    {
        if (Form.Text(name) is not { } id)
        {
            if (needed) Form.Need(name);
            return null;
        }
        var found = await Mediator.Send(new FindPerson(id, null, Actor), Cancel);
        if (found.Refusal is not null || !found.Value.Persons.Any(person => person.By == FoundBy.Id && person.Id == id))
            Form.Wrong(name, RefusalWords.Find(Refusals.PersonUnknown)!);
        return id;
    }

    /// <summary>A moment as a field of date and time holds it.</summary>
    protected string FieldOf(DateTimeOffset at) => Words.Local(at).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>A text in both languages, for a mistake.</summary>
    protected static LocalText Both(string ru, string en) => new(ru, en);
}
