using System.Security.Cryptography;
using System.Text.Json;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Identity;

namespace GovLiaison.Cli.Demo;

/// <summary>What makes a database a demo: its mark, people, accounts, training endpoints that point at the gateway.</summary>
public sealed class DemoInstallation(DemoOptions options, DemoPeople people, DateTime now)
{
    private const int PasswordLength = 14, SecretLength = 32;
    private const string ReadableLetters = "abcdefghjkmnpqrstuvwxyz23456789"; // no l, i, o, 0, 1: it is typed off a screen
    private const int WeComApplication = 1000002;
    private const int ConcurrencyAtGateway = 16;

    public required long AuditId { get; init; }

    public string GatewaySecret { get; } = options.GatewaySecret ?? RandomNumberGenerator.GetString(ReadableLetters, SecretLength);

    public IReadOnlyList<(DemoAccount Account, string Password)> Accounts { get; } =
        [.. people.Accounts.Select(account => (account, RandomNumberGenerator.GetString(ReadableLetters, PasswordLength)))];

    public async Task WriteAsync(BulkRows bulk, Actor actor, CancellationToken cancellationToken)
    {
        await bulk.ExecuteAsync("DELETE FROM \"Installations\"", cancellationToken);
        await bulk.WriteAsync([new Installation { Number = 0, IsDemo = true, CreatedAt = now }], cancellationToken);
        await bulk.WriteAsync(people.Persons, cancellationToken);
        await bulk.WriteAsync(people.Posts, cancellationToken);
        await bulk.WriteAsync(people.Duties, cancellationToken);
        await bulk.WriteAsync([.. Accounts.Select(Row)], cancellationToken);
        await bulk.WriteAsync([Audit(actor)], cancellationToken);
    }

    /// <summary>Training endpoints by the one way there is: it would refuse a live one.</summary>
    public async Task AddEndpointsAsync(EndpointService endpoints, Actor actor, CancellationToken cancellationToken)
    {
        await AddAsync("wecom", "演练企业微信", "ww-demo", WeComApplication);
        await AddAsync("sms", "演练短信", "demo-sms", 0);
        await AddAsync("voice", "演练语音", "demo-voice", 0);

        async Task AddAsync(string channel, string name, string account, int application)
        {
            var added = await endpoints.AddAsync(actor, new AddEndpoint
            {
                Name = name,
                Channel = channel,
                IsTraining = true,
                BaseAddress = options.GatewayAddress,
                Account = account,
                Secret = GatewaySecret,
                Application = application,
                Concurrency = ConcurrencyAtGateway,
            }, cancellationToken);
            if (added.Refusal is { } refusal) throw new StoreRefusedException(refusal);
        }
    }

    private StaffAccount Row((DemoAccount Account, string Password) made) => new()
    {
        Id = new DemoRandom(options.Seed, $"account/{made.Account.Login}").Key(now, 0),
        PersonId = made.Account.PersonId,
        Login = made.Account.Login,
        PasswordHash = PasswordHash.Make(made.Password),
        Stamp = AccountService.NewStamp(),
        CreatedAt = now,
    };

    private AuditEntry Audit(Actor actor) => new()
    {
        Id = AuditId,
        At = now,
        ActorKind = actor.Kind,
        ActorId = actor.PersonId,
        Session = actor.Session,
        Act = "DemoMade",
        SubjectKind = "Installation",
        SubjectId = "1",
        Path = "/",
        Detail = JsonSerializer.Serialize(new { options.Residents, options.Seed }),
    };
}
