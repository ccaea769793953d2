using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>A supplier account to be configured.</summary>
public sealed record AddEndpoint
{
    public required string Name { get; init; }

    /// <summary>The channel's word, see <see cref="IChannel.Name"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Fixed for the life of the endpoint.</summary>
    public required bool IsTraining { get; init; }

    public required Uri BaseAddress { get; init; }
    public required string Account { get; init; }
    public required string Secret { get; init; }
    public int Application { get; init; }

    /// <summary>Requests of one process that may be in flight.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Items of one request, 1–1,000; 1 = a request per message.</summary>
    public int ItemsPerRequest { get; init; } = Batch.MaxSize;

    /// <summary>Items a second of one process; 0 = no limit.</summary>
    public int ItemsPerSecond { get; init; }

    /// <summary>Seconds that one request may take, 1–35.</summary>
    public int TimeoutSeconds { get; init; } = 15;
}

/// <summary>Makes endpoints. The one place where a live endpoint can come into being, and a demo never gets past it.</summary>
public sealed class EndpointService(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit)
{
    public Task<Result<Guid>> AddAsync(Actor actor, AddEndpoint request, CancellationToken cancellationToken) =>
        database.WriteAsync<Guid>(WritePriority.Console, async db =>
        {
            if (actor.Require(Permissions.ManageSystem, DivisionPath.Everything.Value) is { } refusal) return refusal;
            if (!request.IsTraining && await db.Installations.AnyAsync(row => row.IsDemo, cancellationToken)) return DispatchRefusals.DemoNeverLive;
            var id = Guid.CreateVersion7();
            db.Endpoints.Add(new Endpoint
            {
                Id = id,
                Name = request.Name,
                Channel = request.Channel,
                IsTraining = request.IsTraining,
                BaseAddress = request.BaseAddress.ToString().TrimEnd('/'),
                Account = request.Account,
                SecretCipher = crypto.Encrypt(request.Secret, PersonalFields.EndpointSecret(id)),
                Application = request.Application,
                Concurrency = request.Concurrency,
                ItemsPerRequest = request.ItemsPerRequest,
                ItemsPerSecond = request.ItemsPerSecond,
                TimeoutSeconds = request.TimeoutSeconds,
            });
            await audit.RecordAsync(db, actor, "EndpointAdded", new AuditSubject("Endpoint", id, DivisionPath.Everything.Value), new { request.Channel, request.IsTraining }, cancellationToken);
            return id;
        }, cancellationToken);
}
