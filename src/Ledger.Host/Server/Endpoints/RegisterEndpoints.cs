using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Inquiries;
using Ledger.Projections;
using Ledger.Reading;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>The registers: disclosures, destructions, acts, the operator, duties, notices to recipients, findings, inquiries, incidents, policies, recipients, systems, access, and the journal of access.</summary>
static class RegisterEndpoints
{
    static readonly Role[] Readers = [Role.Officer, Role.Auditor];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/disclosures", Disclosures).Allow(Readers);
        routes.MapGet("/destructions", Destructions).Allow(Readers);
        routes.MapGet("/acts", (HttpContext context, Listing listing) =>
        {
            var asked = Listing.ParametersOf(context, "pending");
            return listing.Answer(context, asked, new ListActs(context.Actor()) { PendingOnly = asked.Flag("pending") }, RowDocuments.Of);
        }).Allow(Readers);
        routes.MapGet("/operator", (HttpContext context, Listing listing) => listing.Answer(context, Listing.ParametersOf(context), new ListOperator(context.Actor()), OperatorDocument.Of)).Allow(Readers);
        routes.MapGet("/duties", Duties).Allow(Readers);
        routes.MapGet("/notices", Notices).Allow(Readers);
        routes.MapGet("/findings", Findings).Allow(Readers);
        routes.MapGet("/inquiries", Inquiries).Allow(Role.Officer, Role.Auditor, Role.Regulator);
        routes.MapGet("/inquiries/{number}", (HttpContext context, IMediator mediator, Listing listing) => One(
            context, mediator, new ViewInquiry(RawPath.Segment(context, 1) ?? "", context.Actor()), listing.Documents(context).Whole)).Allow(Role.Officer, Role.Auditor, Role.Regulator);
        routes.MapGet("/incidents", Incidents).Allow(Readers);
        routes.MapGet("/incidents/{number}", (HttpContext context, IMediator mediator, Listing listing) => One(
            context, mediator, new ViewIncident(RawPath.Segment(context, 1) ?? "", context.Actor()), listing.Documents(context).Whole)).Allow(Readers);
        routes.MapGet("/findings/{id}", (HttpContext context, IMediator mediator, Listing listing) => One(
            context, mediator, new ViewFinding(RawPath.Segment(context, 1) ?? "", context.Actor()), listing.Documents(context).Of)).Allow(Readers);
        routes.MapGet("/policies", (HttpContext context, Listing listing) => listing.Answer(context, Listing.ParametersOf(context), new ListEditions(context.Actor()), EditionDocument.Of)).Allow(Readers);
        routes.MapGet("/recipients", (HttpContext context, Listing listing) => listing.Answer(context, Listing.ParametersOf(context), new ListRecipients(context.Actor()), RecipientDocument.Of)).Allow(Readers);
        routes.MapGet("/systems", (HttpContext context, Listing listing) => listing.Answer(context, Listing.ParametersOf(context), new ListSystems(context.Actor()), SystemDocument.Of)).Allow(Readers);
        routes.MapGet("/access", (HttpContext context, Listing listing) => listing.Answer(context, Listing.ParametersOf(context), new ListAccess(context.Actor()), AccessDocument.Of)).Allow(Readers);
        routes.MapGet("/readings", Readings).Allow(Readers);
    }

    static Task<IResult> Disclosures(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "recipient", "ground", "person", "from", "to");
        var ground = asked.Text("ground");
        if (ground is not (null or "consent" or "service" or "law" or DisclosureQueries.NoGround)) asked.Refuse("ground", "The parameter is one of: consent, service, law, none.");
        return listing.Answer<DisclosureRow, DisclosureDocument>(context, asked, new ListDisclosures(context.Actor())
        {
            Recipient = asked.Text("recipient"), Ground = ground, Person = asked.Text("person"), From = asked.Moment("from"), To = asked.Moment("to"),
        }, documents => documents.Of);
    }

    static Task<IResult> Destructions(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "act", "system", "person", "from", "to");
        return listing.Answer<DestructionRow, DestroyedDocument>(context, asked, new ListDestructions(context.Actor())
        {
            Act = asked.Text("act"), System = asked.Text("system"), Person = asked.Text("person"), From = asked.Moment("from"), To = asked.Moment("to"),
        }, documents => documents.Of);
    }

    static Task<IResult> Duties(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "state", "dueBefore", "rule", "person");
        return listing.Answer<DutyRow, DutyDocument>(context, asked, new ListDuties(context.Actor())
        {
            State = asked.OneOf<DutyState>("state") ?? DutyState.Open, DueBefore = asked.Moment("dueBefore"), Rule = asked.Text("rule"), Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    static Task<IResult> Notices(HttpContext context, Listing listing, TimeProvider clock)
    {
        var asked = Listing.ParametersOf(context, "recipient", "state", "overdue", "person");
        var state = asked.Text("state");
        return listing.Answer<NoticeRow, NoticeDocument>(context, asked, new ListNotices(context.Actor())
        {
            Recipient = asked.Text("recipient"), State = state is null or "open" or "all" ? null : asked.OneOf<NoticeState>("state"), Confirmed = state == "all",
            OverdueAt = asked.Flag("overdue") ? clock.GetUtcNow() : null, Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    static Task<IResult> Findings(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "state", "code", "severity", "person");
        return listing.Answer<FindingRow, FindingDocument>(context, asked, new ListFindings(context.Actor())
        {
            State = asked.Text("state") switch { null => FindingState.Open, "all" => null, _ => asked.OneOf<FindingState>("state") },
            Code = asked.Text("code"), Severity = asked.OneOf<Severity>("severity"), Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    static Task<IResult> Inquiries(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "state", "from", "person");
        return listing.Answer<InquiryRow, InquiryDocument>(context, asked, new ListInquiries(context.Actor())
        {
            OpenOnly = OpenOnly(asked), From = asked.OneOf<InquiryFrom>("from"), Person = asked.Text("person"),
        }, documents => documents.Of);
    }

    /// <summary>One row by its key.</summary>
    static async Task<IResult> One<TRow, TDocument>(
        HttpContext context, IMediator mediator, IRequest<Outcome<Answer<TRow>>> request, Func<TRow, CancellationToken, ValueTask<TDocument>> document)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        var outcome = await mediator.Send(request, context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(await document(outcome.Value.Value, context.RequestAborted), DocumentJson.Options);
    }

    static Task<IResult> Incidents(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "state");
        return listing.Answer<IncidentRow, IncidentDocument>(context, asked, new ListIncidents(context.Actor()) { OpenOnly = OpenOnly(asked) }, documents => documents.Of);
    }

    static Task<IResult> Readings(HttpContext context, Listing listing)
    {
        var asked = Listing.ParametersOf(context, "viewer", "person", "from", "to");
        return listing.Answer<ReadingRow, ReadingDocument>(context, asked, new ListReadings(context.Actor())
        {
            Viewer = asked.Text("viewer"), Person = asked.Text("person"), From = asked.Moment("from"), To = asked.Moment("to"),
        }, documents => documents.Of);
    }

    /// <summary>Registers of what is open and what is done show all of it, unless only what is open is asked for.</summary>
    static bool OpenOnly(Parameters asked) => asked.OneOf<OpenOrAll>("state") == OpenOrAll.Open;

    enum OpenOrAll
    {
        All,
        Open,
    }
}
