import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from coopnet.kit.overlaps import no_overlap
from coopnet.kit.sealed import sealed
from coopnet.kit.steps import at_once


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_people_and_organisations'),
        ('register', '0001_the_school_list'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='MembershipClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=30, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('summary', models.CharField(max_length=300)),
                ('rank', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('people_confirmed_on', models.DateField(blank=True, help_text='When it last said: our people, still right.', null=True)),
                ('ask_again_on', models.DateField(blank=True, help_text='Of one that left: when to speak with it again.', null=True)),
                ('made_at', models.DateTimeField()),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='MembersLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('lines', models.PositiveIntegerField()),
                ('left_out', models.PositiveIntegerField()),
                ('made', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('sha256',), name='membership_same_sheet_once', violation_error_message='This very sheet is loaded already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Payer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payers', to='membership.member')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_payer_has_days', violation_error_message='The last day comes after the first.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('basis_kind', models.CharField(max_length=40)),
                ('basis_key', models.CharField(blank=True, max_length=120)),
                ('basis_words', models.CharField(max_length=300)),
                ('basis_day', models.DateField()),
                ('certain', models.BooleanField(default=True, help_text='False where an old list is all that we have.')),
                ('said', models.JSONField(default=dict, help_text='What the old list said of it, cell by cell.')),
                ('load', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='membership.membersload')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='membership.member')),
                ('membership_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.membershipclass')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_period_has_days', violation_error_message='The last day comes after the first.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Rights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('votes', models.BooleanField()),
                ('full', models.BooleanField(help_text='Whoever joins it must be part of a co-operative trust, or an exception.')),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('basis_words', models.CharField(max_length=300)),
                ('membership_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rights', to='membership.membershipclass')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_rights_have_days', violation_error_message='The last day comes after the first.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('awaiting-payment', 'waits for the first payment'), ('current', 'member'), ('due', 'member, subscription due'), ('grace', 'member, payment late'), ('suspended', 'paused'), ('lapsed', 'ended, not paid'), ('resigned', 'left'), ('ceased', 'ended, closed or no longer able to belong'), ('expelled', 'ended by decision')], max_length=20)),
                ('day', models.DateField()),
                ('words', models.CharField(blank=True, max_length=300)),
                ('private_words', models.TextField(blank=True)),
                ('basis_kind', models.CharField(blank=True, max_length=40)),
                ('basis_key', models.CharField(blank=True, max_length=120)),
                ('basis_words', models.CharField(blank=True, max_length=300)),
                ('correction', models.BooleanField(default=False)),
                ('closed', models.JSONField(default=dict, help_text='What ended with it, so that taking it back opens just that.')),
                ('made_at', models.DateTimeField()),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='membership.period')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['period', 'day', 'id'], name='membership_state_then'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['awaiting-payment', 'current', 'due', 'grace', 'suspended', 'lapsed', 'resigned', 'ceased', 'expelled'])), name='membership_state', violation_error_message='Choose where the membership stands.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='VoterQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('duty', models.CharField(max_length=12)),
                ('chair_name', models.CharField(max_length=120)),
                ('chair_email', models.EmailField(max_length=254)),
                ('state', models.CharField(default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.CharField(blank=True, help_text='The minute, as the chair wrote it.', max_length=300)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='membership.member')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('duty__in', ['votes', 'substitute'])), name='membership_question_duty', violation_error_message='A chair is asked about the voter or the substitute.'),
                    models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('member', 'duty'), name='membership_question_once', violation_error_message='The chair has been asked already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('lead', 'speaks for it from day to day'), ('finance', 'sees to invoices'), ('votes', 'votes for it'), ('substitute', 'votes when there is no voter')], max_length=12)),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('basis_kind', models.CharField(max_length=40)),
                ('basis_key', models.CharField(blank=True, max_length=120)),
                ('basis_words', models.CharField(max_length=300)),
                ('basis_day', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='membership.member')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_mandate_has_days', violation_error_message='The last day comes after the first.'), models.CheckConstraint(condition=models.Q(('duty__in', ['lead', 'finance', 'votes', 'substitute'])), name='membership_mandate_duty', violation_error_message='Choose what the person does.')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shares', models.PositiveIntegerField()),
                ('paid_pence', models.PositiveIntegerField()),
                ('starts', models.DateField(help_text='The day of allotment.')),
                ('ends', models.DateField(blank=True, help_text='The day of cancellation.', null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='membership.member')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_holding_has_days', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('words', models.CharField(blank=True, help_text='Why it begins, ends or goes on, if not with the rest.', max_length=300)),
                ('establishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.establishment')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverage', to='membership.member')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='membership_coverage_has_days', violation_error_message='The last day comes after the first.')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(max_length=24)),
                ('email', models.EmailField(max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('words', models.TextField(blank=True)),
                ('governors_know', models.BooleanField(default=False)),
                ('verdict', models.CharField(max_length=12)),
                ('verdict_words', models.CharField(max_length=400)),
                ('region_key', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(default='applied', max_length=20)),
                ('made_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, help_text='Which body, by which decision.', max_length=300)),
                ('reason', models.TextField(blank=True, help_text='Told to whoever asked.')),
                ('forgotten_at', models.DateTimeField(blank=True, null=True)),
                ('establishment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.establishment')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='membership.member')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='membership_applications_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', False), ('group__isnull', True)), models.Q(('establishment__isnull', True), ('group__isnull', False)), _connector='OR'), name='membership_application_of_one', violation_error_message='Choose a school or a trust.'), models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'more-info', 'approved', 'refused', 'withdrawn', 'appealed', 'refused-for-good'])), name='membership_application_state', violation_error_message='Choose where the application stands.'), models.CheckConstraint(condition=models.Q(('verdict__in', ['eligible', 'exception', 'already', 'closed'])), name='membership_application_verdict', violation_error_message='Say what the school list tells.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'refused', 'refused-for-good']), _negated=True), models.Q(('decided_on__isnull', False), models.Q(('decided_by', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='membership_application_decided_with_reason', violation_error_message='Say who decided, and why.')],
            },
        ),
        no_overlap(
            name="membership_one_period",
            table="membership_period",
            keys=["member_id"],
            message="This member belongs already on one of these days.",
        ),
        no_overlap(
            name="membership_one_cover",
            table="membership_coverage",
            keys=["establishment_id"],
            message="This school belongs through another member on one of these days.",
        ),
        no_overlap(
            name="membership_one_payer",
            table="membership_payer",
            keys=["member_id"],
            message="Another payer is named for one of these days.",
        ),
        no_overlap(
            name="membership_one_holder_of_a_duty",
            table="membership_mandate",
            keys=["member_id", "duty"],
            message="Somebody else has this duty on one of these days.",
        ),
        no_overlap(
            name="membership_one_right",
            table="membership_rights",
            keys=["membership_class_id"],
            message="This kind of membership gives something else on one of these days.",
        ),
        sealed(
            name="membership_state_sealed",
            model="membership.StateChange",
            message="Where a membership stood is not changed. Record what is different.",
            # An old list that was loaded by mistake is undone whole: nothing of it was ever true.
            deletable=(
                "EXISTS (SELECT 1 FROM membership_period p JOIN membership_membersload l ON l.id = p.load_id"
                " WHERE p.id = OLD.period_id AND l.undone_at IS NOT NULL)"
            ),
        ),
    ])
