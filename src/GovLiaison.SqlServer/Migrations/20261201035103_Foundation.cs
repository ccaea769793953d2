using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace GovLiaison.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AlertLevels",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    NameZh = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertLevels", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Alerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HazardCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    IsTraining = table.Column<bool>(type: "bit", nullable: false),
                    IssuerId = table.Column<int>(type: "int", nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AlertTemplates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HazardCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    LevelCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Headline = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Fact = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Actions = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Sms = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Spoken = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertTemplates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    ActorKind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ActorId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Session = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Act = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: false),
                    SubjectKind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    SubjectId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    Detail = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: true),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Batches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    Lane = table.Column<int>(type: "int", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Recipients = table.Column<byte>(type: "tinyint", nullable: false),
                    IsTraining = table.Column<bool>(type: "bit", nullable: false),
                    FirstDeliveryId = table.Column<long>(type: "bigint", nullable: false),
                    LastDeliveryId = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    Turn = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    EndpointId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Token = table.Column<long>(type: "bigint", nullable: false),
                    LeaseUntil = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    Crashes = table.Column<int>(type: "int", nullable: false),
                    SentCount = table.Column<int>(type: "int", nullable: false),
                    ArrivedCount = table.Column<int>(type: "int", nullable: false),
                    FailedCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Batches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    BatchId = table.Column<long>(type: "bigint", nullable: false),
                    RecipientId = table.Column<long>(type: "bigint", nullable: false),
                    ContactPointId = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    SentAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    ArrivedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    MayBeRepeated = table.Column<bool>(type: "bit", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DispatchAreas",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    PathEnd = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DispatchAreas", x => new { x.DispatchId, x.Path });
                });

            migrationBuilder.CreateTable(
                name: "DispatchRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    SubjectKind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MatterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AfterId = table.Column<long>(type: "bigint", nullable: true),
                    Lane = table.Column<int>(type: "int", nullable: false),
                    AsksForAnswer = table.Column<bool>(type: "bit", nullable: false),
                    IsTraining = table.Column<bool>(type: "bit", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ExpandedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    FirstSentAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    Digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    DutyListedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DispatchRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DispatchTags",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    TagId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DispatchTags", x => new { x.DispatchId, x.TagId });
                });

            migrationBuilder.CreateTable(
                name: "DispatchTexts",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Headline = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Fact = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Sms = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Spoken = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DispatchTexts", x => new { x.DispatchId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Divisions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false, collation: "Latin1_General_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Level = table.Column<int>(type: "int", nullable: false),
                    ParentId = table.Column<int>(type: "int", nullable: true),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    Initials = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    IsVillage = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Divisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EndpointHealth",
                columns: table => new
                {
                    EndpointId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LastSuccessAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    LastFault = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    LastCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Weight = table.Column<int>(type: "int", nullable: false),
                    RestsUntil = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2(3)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndpointHealth", x => x.EndpointId);
                });

            migrationBuilder.CreateTable(
                name: "Endpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    IsTraining = table.Column<bool>(type: "bit", nullable: false),
                    BaseAddress = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Account = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    SecretCipher = table.Column<byte[]>(type: "varbinary(500)", maxLength: 500, nullable: false),
                    Application = table.Column<int>(type: "int", nullable: false),
                    Concurrency = table.Column<int>(type: "int", nullable: false),
                    ItemsPerRequest = table.Column<int>(type: "int", nullable: false),
                    ItemsPerSecond = table.Column<int>(type: "int", nullable: false),
                    TimeoutSeconds = table.Column<int>(type: "int", nullable: false),
                    IsEnabled = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Endpoints", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HazardLevels",
                columns: table => new
                {
                    HazardCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    LevelCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HazardLevels", x => new { x.HazardCode, x.LevelCode });
                });

            migrationBuilder.CreateTable(
                name: "Hazards",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    NameZh = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hazards", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Installations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    IsDemo = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Installations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeyBlocks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyBlocks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "LadderRuns",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    Watches = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    Lane = table.Column<int>(type: "int", nullable: false),
                    Step = table.Column<int>(type: "int", nullable: false),
                    NextAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    NextPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LadderRuns", x => new { x.DispatchId, x.VillageId, x.Watches });
                });

            migrationBuilder.CreateTable(
                name: "LadderSteps",
                columns: table => new
                {
                    Lane = table.Column<int>(type: "int", nullable: false),
                    Watches = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    AfterSeconds = table.Column<int>(type: "int", nullable: false),
                    Act = table.Column<string>(type: "nvarchar(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LadderSteps", x => new { x.Lane, x.Watches, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ListedHouseholds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    Evidence = table.Column<byte>(type: "tinyint", nullable: false),
                    EvidenceAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    IsAtRisk = table.Column<bool>(type: "bit", nullable: false),
                    MustWalk = table.Column<bool>(type: "bit", nullable: false),
                    HelpAskedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    HelpTakenBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    HelpTakenAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    HelpClosedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListedHouseholds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Persons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NameCipher = table.Column<byte[]>(type: "varbinary(300)", maxLength: 300, nullable: false),
                    PhoneCipher = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PhoneIndex = table.Column<long>(type: "bigint", nullable: true),
                    WeComUserId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    IsActive = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Persons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    DivisionId = table.Column<int>(type: "int", nullable: false),
                    RecipientId = table.Column<long>(type: "bigint", nullable: false),
                    ListedHouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(24)", maxLength: 24, nullable: false),
                    Through = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    NoteCipher = table.Column<byte[]>(type: "varbinary(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Recipients",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    DivisionId = table.Column<int>(type: "int", nullable: false),
                    ListedHouseholdId = table.Column<long>(type: "bigint", nullable: true),
                    ResidentId = table.Column<long>(type: "bigint", nullable: true),
                    ContactPointId = table.Column<long>(type: "bigint", nullable: true),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TextNumber = table.Column<int>(type: "int", nullable: false),
                    CarrierId = table.Column<long>(type: "bigint", nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recipients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SharedNumbers",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    ValueIndex = table.Column<long>(type: "bigint", nullable: false),
                    TextNumber = table.Column<int>(type: "int", nullable: false),
                    RecipientId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedNumbers", x => new { x.DispatchId, x.ValueIndex, x.TextNumber });
                });

            migrationBuilder.CreateTable(
                name: "SigningPolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LevelCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Persons = table.Column<int>(type: "int", nullable: false),
                    IsEnabled = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SpentLinks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DeviceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SpentAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentLinks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Tags",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    NameZh = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    CallWhenSilent = table.Column<bool>(type: "bit", nullable: false),
                    IsSensitive = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tags", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VillageTallies",
                columns: table => new
                {
                    DispatchId = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    Order = table.Column<int>(type: "int", nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Stage = table.Column<int>(type: "int", nullable: false),
                    Households = table.Column<int>(type: "int", nullable: false),
                    AtRisk = table.Column<int>(type: "int", nullable: false),
                    NoPath = table.Column<int>(type: "int", nullable: false),
                    Pending = table.Column<int>(type: "int", nullable: false),
                    Failed = table.Column<int>(type: "int", nullable: false),
                    Sent = table.Column<int>(type: "int", nullable: false),
                    Opened = table.Column<int>(type: "int", nullable: false),
                    Told = table.Column<int>(type: "int", nullable: false),
                    SelfDeclared = table.Column<int>(type: "int", nullable: false),
                    Relayed = table.Column<int>(type: "int", nullable: false),
                    Visited = table.Column<int>(type: "int", nullable: false),
                    Listened = table.Column<int>(type: "int", nullable: false),
                    Confirmed = table.Column<int>(type: "int", nullable: false),
                    Help = table.Column<int>(type: "int", nullable: false),
                    HelpWaiting = table.Column<int>(type: "int", nullable: false),
                    HelpTaken = table.Column<int>(type: "int", nullable: false),
                    MustWalk = table.Column<int>(type: "int", nullable: false),
                    Officers = table.Column<int>(type: "int", nullable: false),
                    OfficerAnsweredAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    ToldInGroupAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VillageTallies", x => new { x.DispatchId, x.VillageId });
                });

            migrationBuilder.CreateTable(
                name: "AlertMessages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AlertId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    LevelCode = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    IsDanger = table.Column<bool>(type: "bit", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    SignedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    SignedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    Identifier = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Sent = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    CorrectsId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DispatchId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertMessages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AlertMessages_Alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "Alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Households",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    Group = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AddressCipher = table.Column<byte[]>(type: "varbinary(400)", maxLength: 400, nullable: true),
                    BuddyId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Households", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Households_Divisions_VillageId",
                        column: x => x.VillageId,
                        principalTable: "Divisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SecretHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    BoundAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Devices_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Duties",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DivisionId = table.Column<int>(type: "int", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    From = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2(3)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Duties", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Duties_Divisions_DivisionId",
                        column: x => x.DivisionId,
                        principalTable: "Divisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Duties_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Posts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DivisionId = table.Column<int>(type: "int", nullable: false),
                    Role = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Posts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Posts_Divisions_DivisionId",
                        column: x => x.DivisionId,
                        principalTable: "Divisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Posts_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StaffAccounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Login = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Stamp = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    FailedTries = table.Column<int>(type: "int", nullable: false),
                    LockedUntil = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    IsDisabled = table.Column<bool>(type: "bit", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(3)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffAccounts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StaffAccounts_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertAreas",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DivisionId = table.Column<int>(type: "int", nullable: false),
                    Path = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2"),
                    PathEnd = table.Column<string>(type: "nvarchar(130)", maxLength: 130, nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertAreas", x => new { x.MessageId, x.DivisionId });
                    table.ForeignKey(
                        name: "FK_AlertAreas_AlertMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "AlertMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    MessageVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AlertDecisions_AlertMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "AlertMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertTags",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TagId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertTags", x => new { x.MessageId, x.TagId });
                    table.ForeignKey(
                        name: "FK_AlertTags_AlertMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "AlertMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlertTexts",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Audience = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Headline = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Fact = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Actions = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Sms = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Spoken = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertTexts", x => new { x.MessageId, x.Number });
                    table.ForeignKey(
                        name: "FK_AlertTexts_AlertMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "AlertMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Residents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    NameCipher = table.Column<byte[]>(type: "varbinary(300)", maxLength: 300, nullable: false),
                    NameIndex = table.Column<long>(type: "bigint", nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    TakesBulletins = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Residents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Residents_Households_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContactPoints",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ResidentId = table.Column<long>(type: "bigint", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ValueCipher = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    ValueIndex = table.Column<long>(type: "bigint", nullable: false),
                    TailIndex = table.Column<long>(type: "bigint", nullable: false),
                    IsShared = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactPoints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContactPoints_Residents_ResidentId",
                        column: x => x.ResidentId,
                        principalTable: "Residents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Links",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    ResidentId = table.Column<long>(type: "bigint", nullable: false),
                    OfficerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false),
                    Through = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2(3)", nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2(3)", nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Links_Residents_ResidentId",
                        column: x => x.ResidentId,
                        principalTable: "Residents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ResidentTags",
                columns: table => new
                {
                    ResidentId = table.Column<long>(type: "bigint", nullable: false),
                    TagId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VillageId = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResidentTags", x => new { x.ResidentId, x.TagId });
                    table.ForeignKey(
                        name: "FK_ResidentTags_Residents_ResidentId",
                        column: x => x.ResidentId,
                        principalTable: "Residents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ResidentTags_Tags_TagId",
                        column: x => x.TagId,
                        principalTable: "Tags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "AlertLevels",
                columns: new[] { "Code", "NameEn", "NameZh", "Rank" },
                values: new object[,]
                {
                    { "blue", "Blue", "蓝色", 1 },
                    { "orange", "Orange", "橙色", 3 },
                    { "red", "Red", "红色", 4 },
                    { "yellow", "Yellow", "黄色", 2 }
                });

            migrationBuilder.InsertData(
                table: "AlertTemplates",
                columns: new[] { "Id", "Actions", "Fact", "HazardCode", "Headline", "Language", "LevelCode", "Sms", "Spoken" },
                values: new object[,]
                {
                    { new Guid("7a600000-0001-7000-8000-000000000001"), "晚10点前备好烟堆\n凌晨2点熏烟或喷水\n屋里烧炭要开窗", "今夜最低零下5度，苹果花会冻坏", "frost", "霜冻橙色预警", "zh-CN", "orange", "【政村联络】霜冻橙色预警：今夜最低零下5度，苹果花会冻坏。晚10点前备好烟堆，凌晨2点熏烟或喷水。收到请点{link}", "乡亲们，霜冻橙色预警。今天夜里最低零下五度，苹果花会冻坏。晚上十点前备好烟堆，凌晨两点熏烟或者喷水。听到请按一，需要帮助请按二。" },
                    { new Guid("7a600000-0001-7000-8000-000000000002"), "马上离开河边和坡下\n听村干部指挥转移\n不要过水淹的路", "3小时内雨量将超过100毫米", "rainstorm", "暴雨红色预警", "zh-CN", "red", "【政村联络】暴雨红色预警：3小时内雨量将超100毫米，马上离开河边和坡下，听村干部指挥转移。收到请点{link}", "乡亲们，暴雨红色预警。三小时内雨量将超过一百毫米。马上离开河边和坡下，听村干部指挥转移。听到请按一，需要帮助请按二。" }
                });

            migrationBuilder.InsertData(
                table: "HazardLevels",
                columns: new[] { "HazardCode", "LevelCode", "Rank" },
                values: new object[,]
                {
                    { "flash-flood", "blue", 1 },
                    { "flash-flood", "orange", 3 },
                    { "flash-flood", "red", 4 },
                    { "flash-flood", "yellow", 2 },
                    { "frost", "blue", 1 },
                    { "frost", "orange", 3 },
                    { "frost", "yellow", 2 },
                    { "gale", "blue", 1 },
                    { "gale", "orange", 3 },
                    { "gale", "red", 4 },
                    { "gale", "yellow", 2 },
                    { "geological", "blue", 1 },
                    { "geological", "orange", 3 },
                    { "geological", "red", 4 },
                    { "geological", "yellow", 2 },
                    { "hail", "orange", 1 },
                    { "hail", "red", 2 },
                    { "rainstorm", "blue", 1 },
                    { "rainstorm", "orange", 3 },
                    { "rainstorm", "red", 4 },
                    { "rainstorm", "yellow", 2 },
                    { "road-ice", "orange", 2 },
                    { "road-ice", "red", 3 },
                    { "road-ice", "yellow", 1 },
                    { "snowstorm", "blue", 1 },
                    { "snowstorm", "orange", 3 },
                    { "snowstorm", "red", 4 },
                    { "snowstorm", "yellow", 2 }
                });

            migrationBuilder.InsertData(
                table: "Hazards",
                columns: new[] { "Code", "NameEn", "NameZh" },
                values: new object[,]
                {
                    { "flash-flood", "Flash flood", "山洪" },
                    { "frost", "Frost", "霜冻" },
                    { "gale", "Gale", "大风" },
                    { "geological", "Geological hazard", "地质灾害" },
                    { "hail", "Hail", "冰雹" },
                    { "rainstorm", "Rainstorm", "暴雨" },
                    { "road-ice", "Road ice", "道路结冰" },
                    { "snowstorm", "Snowstorm", "暴雪" }
                });

            migrationBuilder.InsertData(
                table: "LadderSteps",
                columns: new[] { "Lane", "Number", "Watches", "Act", "AfterSeconds" },
                values: new object[,]
                {
                    { 0, 1, "at-risk", "voice", 300 },
                    { 0, 2, "at-risk", "walk", 600 },
                    { 0, 1, "officer", "sms", 180 },
                    { 0, 2, "officer", "voice", 300 },
                    { 0, 3, "officer", "deputy", 480 },
                    { 0, 4, "officer", "township-duty", 600 },
                    { 0, 5, "officer", "name-next", 900 },
                    { 1, 1, "at-risk", "voice", 1800 },
                    { 1, 2, "at-risk", "walk", 3600 },
                    { 1, 1, "officer", "sms", 600 },
                    { 1, 2, "officer", "voice", 1200 },
                    { 1, 3, "officer", "deputy", 1800 },
                    { 1, 4, "officer", "township-duty", 2700 },
                    { 1, 5, "officer", "name-next", 3600 }
                });

            migrationBuilder.InsertData(
                table: "SigningPolicies",
                columns: new[] { "Id", "IsEnabled", "LevelCode", "Persons" },
                values: new object[,]
                {
                    { new Guid("7a600000-0002-7000-8000-000000000001"), true, "*", 2 },
                    { new Guid("7a600000-0002-7000-8000-000000000002"), false, "*", 3 }
                });

            migrationBuilder.InsertData(
                table: "Tags",
                columns: new[] { "Id", "CallWhenSilent", "Code", "IsSensitive", "Kind", "NameEn", "NameZh" },
                values: new object[,]
                {
                    { new Guid("7a600000-0000-7000-8000-000000000001"), false, "apple", false, "crop", "Apple grower", "苹果" },
                    { new Guid("7a600000-0000-7000-8000-000000000002"), false, "kiwi", false, "crop", "Kiwi grower", "猕猴桃" },
                    { new Guid("7a600000-0000-7000-8000-000000000003"), false, "pepper", false, "crop", "Sichuan pepper grower", "花椒" },
                    { new Guid("7a600000-0000-7000-8000-000000000004"), false, "greenhouse", false, "crop", "Greenhouse", "大棚" },
                    { new Guid("7a600000-0000-7000-8000-000000000005"), false, "livestock", false, "crop", "Livestock", "养殖" },
                    { new Guid("7a600000-0000-7000-8000-000000000006"), true, "landslide", false, "hazard", "Landslide point", "滑坡点" },
                    { new Guid("7a600000-0000-7000-8000-000000000007"), true, "riverbank", false, "hazard", "River bank", "临河" },
                    { new Guid("7a600000-0000-7000-8000-000000000008"), true, "living-alone", true, "care", "Living alone", "独居老人" },
                    { new Guid("7a600000-0000-7000-8000-000000000009"), true, "mobility", true, "care", "Impaired mobility", "行动不便" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_AlertDecisions_MessageId",
                table: "AlertDecisions",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_AlertMessages_AlertId",
                table: "AlertMessages",
                column: "AlertId");

            migrationBuilder.CreateIndex(
                name: "IX_AlertMessages_Identifier",
                table: "AlertMessages",
                column: "Identifier",
                unique: true,
                filter: "\"Identifier\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AlertMessages_Status_SavedAt",
                table: "AlertMessages",
                columns: new[] { "Status", "SavedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AlertTemplates_HazardCode_LevelCode_Language",
                table: "AlertTemplates",
                columns: new[] { "HazardCode", "LevelCode", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Sequence",
                table: "AuditEntries",
                column: "Sequence",
                unique: true,
                filter: "\"Sequence\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Unsealed",
                table: "AuditEntries",
                column: "Id",
                filter: "\"Sequence\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Batches_DispatchId",
                table: "Batches",
                column: "DispatchId");

            migrationBuilder.CreateIndex(
                name: "IX_Batches_Open",
                table: "Batches",
                columns: new[] { "Channel", "Lane", "Turn", "Id" },
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_ResidentId_Kind",
                table: "ContactPoints",
                columns: new[] { "ResidentId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_TailIndex",
                table: "ContactPoints",
                column: "TailIndex");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_ValueIndex",
                table: "ContactPoints",
                column: "ValueIndex");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_VillageId",
                table: "ContactPoints",
                column: "VillageId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_RecipientId",
                table: "Deliveries",
                column: "RecipientId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_WithoutTime",
                table: "Deliveries",
                column: "BatchId",
                filter: "\"State\" < 10 AND \"DueAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_PersonId",
                table: "Devices",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_DispatchRuns_MatterId",
                table: "DispatchRuns",
                column: "MatterId");

            migrationBuilder.CreateIndex(
                name: "IX_DispatchRuns_State_ExpiresAt",
                table: "DispatchRuns",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DispatchRuns_SubjectId",
                table: "DispatchRuns",
                column: "SubjectId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Divisions_Code",
                table: "Divisions",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Divisions_ParentId",
                table: "Divisions",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Divisions_Path",
                table: "Divisions",
                column: "Path",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Duties_DivisionId_From",
                table: "Duties",
                columns: new[] { "DivisionId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Duties_PersonId",
                table: "Duties",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Households_VillageId",
                table: "Households",
                column: "VillageId");

            migrationBuilder.CreateIndex(
                name: "IX_LadderRuns_Due",
                table: "LadderRuns",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Links_OfficerId",
                table: "Links",
                column: "OfficerId");

            migrationBuilder.CreateIndex(
                name: "IX_Links_ResidentId",
                table: "Links",
                column: "ResidentId",
                unique: true,
                filter: "\"Until\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ListedHouseholds_DispatchId_HelpAskedAt",
                table: "ListedHouseholds",
                columns: new[] { "DispatchId", "HelpAskedAt" },
                filter: "\"HelpAskedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ListedHouseholds_DispatchId_VillageId",
                table: "ListedHouseholds",
                columns: new[] { "DispatchId", "VillageId" });

            migrationBuilder.CreateIndex(
                name: "IX_ListedHouseholds_HouseholdId",
                table: "ListedHouseholds",
                column: "HouseholdId",
                filter: "\"HelpAskedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Persons_PhoneIndex",
                table: "Persons",
                column: "PhoneIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_DivisionId_Role_Rank",
                table: "Posts",
                columns: new[] { "DivisionId", "Role", "Rank" });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_PersonId",
                table: "Posts",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Receipts_DispatchId_DivisionId_ListedHouseholdId_RecipientId_Kind",
                table: "Receipts",
                columns: new[] { "DispatchId", "DivisionId", "ListedHouseholdId", "RecipientId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Recipients_CarrierId",
                table: "Recipients",
                column: "CarrierId",
                filter: "\"CarrierId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Recipients_DispatchId_DivisionId",
                table: "Recipients",
                columns: new[] { "DispatchId", "DivisionId" });

            migrationBuilder.CreateIndex(
                name: "IX_Recipients_PersonId_DispatchId",
                table: "Recipients",
                columns: new[] { "PersonId", "DispatchId" },
                filter: "\"PersonId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Residents_HouseholdId",
                table: "Residents",
                column: "HouseholdId");

            migrationBuilder.CreateIndex(
                name: "IX_Residents_NameIndex",
                table: "Residents",
                column: "NameIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Residents_VillageId",
                table: "Residents",
                column: "VillageId");

            migrationBuilder.CreateIndex(
                name: "IX_ResidentTags_TagId",
                table: "ResidentTags",
                column: "TagId");

            migrationBuilder.CreateIndex(
                name: "IX_ResidentTags_VillageId_TagId",
                table: "ResidentTags",
                columns: new[] { "VillageId", "TagId" });

            migrationBuilder.CreateIndex(
                name: "IX_StaffAccounts_Login",
                table: "StaffAccounts",
                column: "Login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaffAccounts_PersonId",
                table: "StaffAccounts",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tags_Code",
                table: "Tags",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VillageTallies_DispatchId_Order",
                table: "VillageTallies",
                columns: new[] { "DispatchId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VillageTallies_DispatchId_Path",
                table: "VillageTallies",
                columns: new[] { "DispatchId", "Path" });

            migrationBuilder.CreateIndex(
                name: "IX_VillageTallies_Left",
                table: "VillageTallies",
                columns: new[] { "DispatchId", "Stage", "Order" },
                filter: "\"Stage\" < 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertAreas");

            migrationBuilder.DropTable(
                name: "AlertDecisions");

            migrationBuilder.DropTable(
                name: "AlertLevels");

            migrationBuilder.DropTable(
                name: "AlertTags");

            migrationBuilder.DropTable(
                name: "AlertTemplates");

            migrationBuilder.DropTable(
                name: "AlertTexts");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "Batches");

            migrationBuilder.DropTable(
                name: "ContactPoints");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "DispatchAreas");

            migrationBuilder.DropTable(
                name: "DispatchRuns");

            migrationBuilder.DropTable(
                name: "DispatchTags");

            migrationBuilder.DropTable(
                name: "DispatchTexts");

            migrationBuilder.DropTable(
                name: "Duties");

            migrationBuilder.DropTable(
                name: "EndpointHealth");

            migrationBuilder.DropTable(
                name: "Endpoints");

            migrationBuilder.DropTable(
                name: "HazardLevels");

            migrationBuilder.DropTable(
                name: "Hazards");

            migrationBuilder.DropTable(
                name: "Installations");

            migrationBuilder.DropTable(
                name: "KeyBlocks");

            migrationBuilder.DropTable(
                name: "LadderRuns");

            migrationBuilder.DropTable(
                name: "LadderSteps");

            migrationBuilder.DropTable(
                name: "Links");

            migrationBuilder.DropTable(
                name: "ListedHouseholds");

            migrationBuilder.DropTable(
                name: "Posts");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "Recipients");

            migrationBuilder.DropTable(
                name: "ResidentTags");

            migrationBuilder.DropTable(
                name: "SharedNumbers");

            migrationBuilder.DropTable(
                name: "SigningPolicies");

            migrationBuilder.DropTable(
                name: "SpentLinks");

            migrationBuilder.DropTable(
                name: "StaffAccounts");

            migrationBuilder.DropTable(
                name: "VillageTallies");

            migrationBuilder.DropTable(
                name: "AlertMessages");

            migrationBuilder.DropTable(
                name: "Residents");

            migrationBuilder.DropTable(
                name: "Tags");

            migrationBuilder.DropTable(
                name: "Persons");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DropTable(
                name: "Households");

            migrationBuilder.DropTable(
                name: "Divisions");
        }
    }
}
