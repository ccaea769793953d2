using System.Net;
using System.Text.Json.Serialization;
using GovLiaison.TrainingGateway.Behaviour;
using GovLiaison.TrainingGateway.Callbacks;
using GovLiaison.TrainingGateway.Clock;
using GovLiaison.TrainingGateway.Ledger;
using GovLiaison.TrainingGateway.People;
using GovLiaison.TrainingGateway.Phones;
using GovLiaison.TrainingGateway.WeCom;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Control;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AdvanceClock(double AdvanceSeconds);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetPeople(bool? Enabled, double? Speed, double? SilentShare);

/// <summary>The levers of a drill; answers only callers on the same machine.</summary>
internal static class ControlEndpoint
{
    private const int MostTexts = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/control").AddEndpointFilter(OnThisMachineAsync);
        routes.MapGroup("/phones").AddEndpointFilter(OnThisMachineAsync).MapGet("", PhonesPage.Show);
        control.MapGet("/state", State);
        control.MapPost("/clock", AdvanceAsync);
        control.MapPut("/behaviour/{channel}", SetBehaviour);
        control.MapDelete("/behaviour/{channel}", (string channel, Behaviours behaviours) => SetBehaviour(channel, ChannelBehaviour.Good, behaviours));
        control.MapGet("/people", (PeopleQueue people, PeopleTally tally) => new { people.Mood, people.Pending, did = tally.Done, missing = tally.Missing });
        control.MapPut("/people", Set);
        control.MapGet("/phones", (Inbox inbox, string? channel, string? to) => inbox.Latest(channel, to).Take(MostTexts));
        control.MapGet("/ledger/summary", (LedgerBook ledger) => ledger.Summary());
        control.MapPost("/wecom/forget-tokens", (WeComTokens tokens) => tokens.Forget());
    }

    private static async ValueTask<object?> OnThisMachineAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? await next(call) : Results.NotFound();

    private static IResult State(
        WorldClock world, PeopleQueue people, Behaviours behaviours, LedgerBook ledger, CallbackPost callbacks, IOptions<GatewayOptions> options) =>
        Results.Ok(new
        {
            options.Value.Mode,
            options.Value.Seed,
            clock = new { kind = options.Value.Clock, now = world.Now },
            people = new { people.Mood.Enabled, people.Mood.Speed, people.Mood.SilentShare, people.Pending, people.NextDue },
            behaviours = behaviours.All(),
            ledger = ledger.Summary(),
            callbacks = callbacks.State,
        });

    private static async Task<IResult> AdvanceAsync(AdvanceClock step, WorldClock world, PeopleService people, CancellationToken cancellationToken)
    {
        if (!world.IsStepped)
            return Results.Json(new { error = "The clock is real. Start the gateway with --Gateway:Clock=stepped." }, statusCode: StatusCodes.Status409Conflict);
        if (step.AdvanceSeconds is not (>= 0 and <= 86_400 * 31))
            return Results.BadRequest(new { error = "advanceSeconds is 0 to 2678400." });
        var acts = await people.AdvanceAsync(TimeSpan.FromSeconds(step.AdvanceSeconds), cancellationToken);
        return Results.Ok(new { now = world.Now, acts });
    }

    private static IResult SetBehaviour(string channel, ChannelBehaviour behaviour, Behaviours behaviours)
    {
        if (!behaviours.Knows(channel))
            return Results.NotFound(new { error = "Channels are wecom, sms and voice." });
        if (!behaviour.IsSane)
            return Results.BadRequest(new { error = "Shares are 0 to 1, status is 300 to 599, latencyMs is 0 to 600000." });
        behaviours.Set(channel, behaviour);
        return Results.Ok(behaviour);
    }

    private static IResult Set(SetPeople wish, PeopleQueue people)
    {
        var mood = people.Mood with
        {
            Enabled = wish.Enabled ?? people.Mood.Enabled,
            Speed = wish.Speed ?? people.Mood.Speed,
            SilentShare = wish.SilentShare ?? people.Mood.SilentShare,
        };
        if (mood.Speed is not (>= 0.01 and <= 1000) || mood.SilentShare is not (>= 0 and <= 1))
            return Results.BadRequest(new { error = "speed is 0.01 to 1000, silentShare is 0 to 1." });
        people.Mood = mood;
        return Results.Ok(mood);
    }
}
